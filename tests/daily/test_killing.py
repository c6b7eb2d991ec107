"""The courier is killed at every named point; what stands in the places in the end is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.daily.killing.life import POINTS
from tests.daily.verdict import killed
from tests.databases import Home, made_on

# On each of both databases.
KILLS = 150
STEP_KILLS, BESIDE_KILLS, NAIVE_KILLS = 50, 200, 40


def test_killed_at_every_point_every_post_stands_in_its_place_once(home: Home) -> None:
    found = killed(home, KILLS)

    assert found.fine, found
    assert found.kills >= KILLS
    assert set(found.killed) == set(POINTS)


def test_killed_at_every_point_every_step_after_a_post_is_done_once(home: Home) -> None:
    found = killed(home, STEP_KILLS, steps=1)

    assert found.fine, found
    assert found.kills >= STEP_KILLS
    assert {"before-sent", "after-sent"} <= set(found.killed)


def test_three_processes_that_are_killed_beside_each_other_post_once(server: str, tmp_path: Path) -> None:
    with made_on(server) as address:
        found = killed(Home(tmp_path, address), BESIDE_KILLS, beside=3)

    assert found.fine, found
    assert found.kills >= BESIDE_KILLS


@pytest.mark.parametrize(("courier", "what"), [("send-then-mark", "twice"), ("mark-then-send", "lost")])
def test_what_couriers_do_that_know_less_is_seen(tmp_path: Path, courier: str, what: str) -> None:
    found = killed(Home(tmp_path), NAIVE_KILLS, courier=courier)

    assert {"twice": found.twice, "lost": found.lost}[what] > 0
