from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.bots import CONSTANT, OURS
from tests.bench.figures import Figures, Posting, Ticking, kept
from tests.bench.goals import outcomes
from tests.bench.posting import compared
from tests.bench.ticking import measured

GOOD = Posting(OURS, 1000, 30.0, 75.0, 80.0, 0, 0, 9, 0, 200, 5.0, 300.0)
CONST = replace(GOOD, bot=CONSTANT)


def met(figures: Figures) -> list[bool]:
    return [found.met for found in outcomes(figures)]


async def test_a_tick_is_measured_on_both_databases_with_schedules_and_without(server: str, tmp_path: Path) -> None:
    found = await measured(tmp_path, server, schedules=45, timed=3)

    cases = [(of.database, of.schedules, of.timings) for of in found]
    assert cases == [("SQLite", 45, 3), ("PostgreSQL", 45, 3), ("SQLite", 0, 3), ("PostgreSQL", 0, 3)]
    assert all(0 < of.p50_ms <= of.p99_ms for of in found)


def test_the_goal_of_a_tick_is_sure_with_all_schedules() -> None:
    empty = Ticking("SQLite", 0, 9.0, 20.0, 100)
    found = [
        outcomes(Figures({}, ticking=[Ticking("SQLite", schedules, 9.0, ms, 100), empty]))[0]
        for schedules, ms in ((100_000, 100.0), (100_000, 100.1), (99_999, 1.0))
    ]

    assert [(of.met, of.sure) for of in found] == [(True, True), (False, True), (True, False)]


async def test_what_is_due_is_posted_by_both_bots_while_members_are_answered(tmp_path: Path) -> None:
    # This minute has begun: nobody need wait for it.
    found = await compared(tmp_path, 12, datetime.now(UTC).replace(second=0, microsecond=0))

    assert [(of.bot, of.posts, of.lost, of.twice) for of in found] == [(OURS, 12, 0, 0), (CONSTANT, 12, 0, 0)]
    assert all(0 < of.p50_s <= of.p99_s <= of.last_s for of in found)
    assert found[0].commands > 0


def test_the_goals_of_posts_are_their_time_their_number_and_the_answers_meanwhile() -> None:
    assert met(Figures({}, posting=[GOOD, CONST])) == [True, True, True]
    assert met(Figures({}, posting=[replace(GOOD, p99_s=75.1), CONST])) == [False, True, True]
    for wrong in (replace(GOOD, lost=1), replace(GOOD, twice=1), replace(GOOD, unwanted=1)):
        assert met(Figures({}, posting=[wrong, CONST])) == [True, False, True]
    assert met(Figures({}, posting=[replace(GOOD, p99_ms=300.1), CONST])) == [True, True, False]


def test_what_was_measured_of_daily_posts_is_kept() -> None:
    figures = Figures({}, ticking=[Ticking("SQLite", 0, 9.0, 20.0, 100)], posting=[GOOD, CONST])

    assert kept(figures.plain()) == figures
