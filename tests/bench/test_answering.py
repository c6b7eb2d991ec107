from __future__ import annotations

from pathlib import Path

from tests.bench.answering import compared, soaked
from tests.bench.bots import AGAIN, CONSTANT, OURS
from tests.bench.figures import Answering, Figures, Held
from tests.bench.goals import Outcome, outcomes


def outcome(figures: Figures, goal: str) -> Outcome:
    return next(found for found in outcomes(figures) if goal in found.goal)


async def test_a_hundred_commands_at_once_are_all_answered_by_both_bots(tmp_path: Path) -> None:
    found = await compared(tmp_path, commands=40, at_once=100)

    assert [answering.bot for answering in found] == [OURS, AGAIN, CONSTANT]
    assert [(answering.at_once, answering.lost) for answering in found] == [(100, 0)] * 3
    assert all(answering.p50_ms <= answering.p99_ms and answering.per_second > 0 for answering in found)


async def test_the_memory_is_measured_after_each_number_of_commands(tmp_path: Path) -> None:
    found = await soaked(tmp_path, [20, 60])

    assert [held.commands for held in found] == [20, 60]
    assert all(held.anonymous_mb > 1 for held in found)


def test_the_goals_compare_with_the_constant_reply() -> None:
    constant = Answering(CONSTANT, 100, 4.0, 9.0, 200.0, 1000, 0, 2.0)
    good = Figures({}, answering=[Answering(OURS, 100, 5.2, 9.0, 150.0, 1000, 0, 2.0), constant])
    bad = Figures({}, answering=[Answering(OURS, 100, 5.3, 9.0, 149.0, 1000, 1, 2.0), constant])

    for goal in ("rate of a constant", "p50: at most 1.3 × a constant", "none lost"):
        assert outcome(good, goal).met
        assert not outcome(bad, goal).met


def test_the_goal_of_memory_is_sure_only_after_all_commands() -> None:
    found = [
        outcome(Figures({}, held=[Held(10_000, 100.0), Held(count, mb)]), "memory after")
        for count, mb in ((100_000, 104.9), (100_000, 105.1), (20_000, 101.0))
    ]

    assert [(of.met, of.sure) for of in found] == [(True, True), (False, True), (True, False)]
