from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement

from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch.cooldown import UNLIMITED, Buckets, Cooldown, Rate, Rates
from bot.errors import TooFast
from bot.model import Ask
from tests.clock import Clock

ANNA = Ask("nl", "nl", "leesgroep", "algemeen", "anna")
BRAM = replace(ANNA, member="bram")
SECOND = 1_000_000_000
RATES = st.builds(Rate, st.integers(1, 6), st.sampled_from([0.1, 0.2, 0.25, 0.3, 1.0, 2.5, 7.0]))


@dataclass
class Given:
    """What a cooldown let through, and when."""

    asks: list[tuple[float, Ask]]

    def of(self, name: str, value: str) -> list[float]:
        return [at for at, ask in self.asks if getattr(ask, name) == value and (name == "member" or not ask.alone)]


def spent(cooldown: Cooldown, ask: Ask) -> int:
    """0 where the ask may pass, else the seconds to wait."""
    try:
        cooldown.spend(ask)
    except TooFast as e:
        return int(e.values["seconds"])
    return 0


def asks() -> st.SearchStrategy[Ask]:
    members, places = st.sampled_from(["anna", "bram", "cato"]), st.sampled_from([("a", "1"), ("a", "2"), ("b", "3")])
    return st.builds(lambda m, p, alone: Ask("nl", "nl", p[0], p[1], m, alone=alone), members, places, st.booleans())


@given(
    st.builds(Rates, RATES, RATES, RATES),
    st.lists(st.tuples(st.floats(0, 3), asks()), max_size=60),
    st.floats(0, 1e7),
)
def test_no_window_lets_more_through_than_burst_and_rate_allow(
    rates: Rates, sequence: list[tuple[float, Ask]], start: float
) -> None:
    clock = Clock(start)
    cooldown = Cooldown(rates, clock)
    given = Given([])
    for pause, ask in sequence:
        clock.advance(pause)
        if not spent(cooldown, ask):
            given.asks.append((clock.now, ask))

    kinds = [("member", "anna", rates.member), ("place", "1", rates.channel), ("community", "a", rates.community)]
    for name, value, rate in kinds:
        times = given.of(name, value)
        for (at, first), (to, last) in combinations_with_replacement(enumerate(times), 2):
            # A billionth of the clock's own reading is what a float of it can be off by.
            assert to - at + 1 <= rate.burst + (last - first) / rate.seconds + 1e-6


@given(
    st.builds(Rates, RATES, RATES, RATES),
    st.lists(st.tuples(st.floats(0, 3), asks()), min_size=1, max_size=40),
)
def test_who_waits_as_told_may_ask_again_and_not_a_second_sooner(
    rates: Rates, sequence: list[tuple[float, Ask]]
) -> None:
    clock = Clock()
    cooldown = Cooldown(rates, clock)
    for pause, ask in sequence:
        clock.advance(pause)
        if wait := spent(cooldown, ask):
            clock.advance(wait - 1)
            assert wait == 1 or spent(cooldown, ask)
            clock.advance(1)
            assert not spent(cooldown, ask)


@given(st.builds(Rates, RATES, RATES, RATES), st.lists(st.tuples(st.floats(0, 3), asks()), max_size=40))
def test_a_refused_ask_costs_nothing(rates: Rates, sequence: list[tuple[float, Ask]]) -> None:
    clock = Clock()
    once, again = Cooldown(rates, clock), Cooldown(rates, clock)
    for pause, ask in sequence:
        clock.advance(pause)
        wait = spent(once, ask)
        assert [spent(once, ask) for _ in range(3 if wait else 0)] == [wait] * (3 if wait else 0)
        if not wait:
            assert not spent(again, ask)


def test_a_burst_passes_whole_and_then_one_at_a_time() -> None:
    clock = Clock(86_400.1)
    cooldown = Cooldown(Rates(), clock)

    assert [spent(cooldown, ANNA) for _ in range(7)] == [0, 0, 0, 0, 0, 2, 2]
    clock.advance(1.5)
    assert spent(cooldown, ANNA) == 1
    clock.advance(0.5)
    assert [spent(cooldown, ANNA) for _ in range(2)] == [0, 2]


def test_a_bucket_never_holds_more_than_a_burst() -> None:
    clock = Clock()
    cooldown = Cooldown(Rates(), clock)
    for ask in (*[ANNA] * 5, BRAM):
        cooldown.spend(ask)
    clock.advance(9)

    assert [spent(cooldown, BRAM) for _ in range(6)] == [0, 0, 0, 0, 0, 2]


def test_one_member_leaves_the_others_of_a_channel_their_tokens() -> None:
    clock = Clock()
    cooldown = Cooldown(Rates(), clock)
    let_through = 0
    for _ in range(600):
        let_through += sum(not spent(cooldown, ANNA) for _ in range(50))
        assert not spent(cooldown, BRAM)
        clock.advance(2)

    assert let_through == 5 + 599


def test_many_members_share_a_channel_and_a_community() -> None:
    clock = Clock()
    cooldown = Cooldown(Rates(), clock)

    def passed(place: str, members: range, *, alone: bool = False) -> int:
        crowd = (replace(ANNA, member=f"m{number}", place=place, alone=alone) for number in members)
        return sum(not spent(cooldown, ask) for ask in crowd)

    assert passed("algemeen", range(100)) == 20
    # What the channel refused has cost neither its members nor the community anything.
    assert passed("boeken", range(20, 120)) == 20
    assert passed("film", range(120, 200)) == 20
    assert passed("muziek", range(200, 300)) == 0
    clock.advance(1)
    assert passed("muziek", range(200, 300)) == 5
    # Nor is anybody held up whose reply nobody else sees.
    assert passed("muziek", range(300, 400), alone=True) == 100


def test_full_buckets_are_forgotten() -> None:
    buckets = Buckets(Rate(5, 2.0))
    most = 0
    for second in range(2000):
        for number in range(5):
            buckets.take(f"{second}-{number}", second * SECOND)
        if not buckets.wait("always there", second * SECOND):
            buckets.take("always there", second * SECOND)
        most = max(most, len(buckets))

    # Those of this second and of the one before, which is full in the next.
    assert most == 11
    for _ in range(5):
        buckets.take("anna", 3000 * SECOND)
    assert (len(buckets), buckets.wait("anna", 3000 * SECOND)) == (1, 2 * SECOND)


def test_without_limits_everybody_passes_and_nothing_is_kept() -> None:
    cooldown = Cooldown(UNLIMITED, Clock(5.0))

    assert [spent(cooldown, ANNA) for _ in range(1000)] == [0] * 1000
    assert [len(buckets) for buckets, _ in cooldown._of(ANNA)] == [0, 0, 0]


def test_the_time_goes_by_itself() -> None:
    cooldown = Cooldown(Rates(member=Rate(1, 0.001)))
    cooldown.spend(ANNA)

    time.sleep(0.002)
    cooldown.spend(ANNA)
