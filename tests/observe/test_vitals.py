from __future__ import annotations

import pytest

from bot.observe.vitals import DATABASE, DISCORD, MATRIX, SCHEDULER, Vitals


class Own:
    """The machine's own time, as far as a test has let it go."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def own() -> Own:
    return Own()


def test_what_is_expected_is_silent_from_the_start_until_it_is_heard_of(own: Own) -> None:
    vitals = Vitals((DISCORD,), own)
    own.now += 40
    before = vitals.silent()
    vitals.heard("discord connected", {})
    own.now += 500

    assert (before, vitals.silent()) == ({DISCORD: 40}, {DISCORD: 0})


def test_a_connection_that_broke_is_silent_until_it_is_resumed(own: Own) -> None:
    vitals = Vitals((DISCORD,), own)
    vitals.heard("discord connected", {})
    own.now += 100
    vitals.heard("discord disconnected", {})
    own.now += 7
    broken = vitals.silent()
    vitals.heard("discord connection ended", {"error": "ConnectionClosed"})
    own.now += 1
    ended = vitals.silent()
    vitals.heard("discord connection resumed", {})

    assert (broken, ended, vitals.silent()) == ({DISCORD: 7}, {DISCORD: 8}, {DISCORD: 0})


def test_a_sign_of_life_is_one_of_that_moment_alone(own: Own) -> None:
    vitals = Vitals((MATRIX,), own)
    for event in ("matrix synced", "transaction", "of no part"):
        vitals.heard(event, {})
    own.now += 30
    vitals.heard("transaction", {})

    assert vitals.silent() == {MATRIX: 30, DATABASE: 0}


def test_of_several_the_most_silent_counts_until_it_is_gone(own: Own) -> None:
    vitals = Vitals((), own)
    vitals.heard("ticked", {"platform": "discord"})
    own.now += 60
    vitals.heard("ticked", {"platform": "matrix"})
    both = vitals.silent()
    vitals.heard("ticking ended", {"platform": "discord"})

    assert (both, vitals.silent()) == ({SCHEDULER: 60}, {SCHEDULER: 0})


def test_shards_are_told_apart_and_each_is_waited_for(own: Own) -> None:
    vitals = Vitals((DISCORD,), own)
    for shard in (0, 1):
        vitals.heard("discord connecting", {"shard": shard})
    vitals.heard("discord connected", {"shard": 0})
    own.now += 9
    one = vitals.silent(), vitals.awaited
    vitals.heard("discord connected", {"shard": 1})
    both = vitals.silent(), vitals.awaited
    vitals.heard("discord connection ended", {"shard": 0})
    vitals.heard("discord connecting", {"shard": 0})
    own.now += 5

    assert one == ({DISCORD: 9.0}, frozenset({DISCORD}))
    assert both == ({DISCORD: 0.0}, frozenset())
    assert (vitals.silent(), vitals.awaited) == ({DISCORD: 5}, frozenset())


def test_matrix_counts_while_this_process_serves_it(own: Own) -> None:
    vitals = Vitals((), own)
    seen = []
    for event in ("matrix began", "matrix synced", "matrix ended"):
        vitals.heard(event, {})
        own.now += 1
        seen.append((vitals.silent(), vitals.awaited))

    assert seen == [({MATRIX: 1}, {MATRIX}), ({MATRIX: 1}, frozenset()), ({}, frozenset())]
