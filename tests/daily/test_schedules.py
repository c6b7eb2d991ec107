from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event, text

from bot.daily.schedule import Schedule, Timing
from bot.daily.zones import Zones
from bot.store.communities import Communities
from bot.store.database import Database
from bot.store.deliveries import Deliveries
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.schedules import KIND, Due, Schedules, Slot
from tests.daily.clocks import NOON, Time
from tests.daily.made import DAILY, HERE, put

TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)
ONE = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)


async def planned(deliveries: Deliveries, key: str = "k", community: str = HERE) -> list[tuple[date, str, str]]:
    return [(of.slot, of.state, of.reason) for of in await deliveries.of_schedule(community, key)]


async def planning(schedules: Schedules) -> None:
    while await schedules.plan():
        pass


def test_a_schedule_comes_back_out_of_its_document_and_what_is_newer_in_it_is_left() -> None:
    changed = Schedule("p", "08:00", "UTC", "s", weekdays=(0, 4), skipped=("2026-11-22",), until="2026-12-01")

    assert Schedule.of({**changed.content, "newer": 1}) == changed
    assert Schedule.of({"place": "p", "time": "08:00", "zone": "UTC", "seed": "s"}) == Schedule(
        "p", "08:00", "UTC", "s"
    )


async def test_a_new_schedule_is_due_at_its_next_time_and_planned_once_it_comes(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    await put(ledger)
    assert await schedules.due(HERE, "k") == Due(Slot(TODAY, ONE), None, None)
    assert await schedules.plan() == 0

    time.go(hours=1)
    assert (await schedules.plan(), await schedules.plan()) == (1, 0)
    [made] = await deliveries.of_schedule(HERE, "k")
    assert (made.slot, made.state, made.place, made.due) == (TODAY, "planned", "place-1", ONE)
    assert made.until - made.due == timedelta(hours=4)
    assert await schedules.due(HERE, "k") == Due(Slot(TOMORROW, ONE + DAY), None, None)


async def test_an_edit_after_todays_post_counts_from_tomorrow_and_before_it_from_today(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    await put(ledger)
    await put(ledger, time="15:00")
    time.go(hours=1)
    await planning(schedules)
    assert await planned(deliveries) == []

    time.go(hours=2)
    await planning(schedules)
    await put(ledger, time="20:00", zone="America/New_York")
    time.go(hours=9)
    await planning(schedules)

    assert await planned(deliveries) == [(TODAY, "planned", "")]
    due = await schedules.due(HERE, "k")
    assert due is not None
    assert due.following == Slot(TOMORROW, datetime(2026, 11, 24, 1, tzinfo=UTC))


async def test_an_edit_to_a_time_that_is_over_posts_nothing_today(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries
) -> None:
    await put(ledger)
    await put(ledger, time="11:00")
    await planning(schedules)

    assert await planned(deliveries) == []


@pytest.mark.parametrize(
    "case",
    [
        (4.9, [(TODAY, "planned", "")]),
        (5.1, [(TODAY, "skipped", "missed")]),
        (26, [(TOMORROW, "planned", ""), (TODAY, "skipped", "missed")]),
        (24 * 9 + 6, [(TODAY + 9 * DAY, "skipped", "missed"), (TODAY + 8 * DAY, "skipped", "missed")]),
    ],
)
async def test_who_was_down_posts_once_and_late_within_the_hours_and_else_nothing(
    ledger: Ledger,
    schedules: Schedules,
    deliveries: Deliveries,
    time: Time,
    case: tuple[float, list[tuple[date, str, str]]],
) -> None:
    hours, found = case
    await put(ledger)
    time.go(hours=hours)
    await planning(schedules)

    assert await planned(deliveries) == found


async def test_a_post_of_late_evening_is_caught_up_after_midnight(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    await put(ledger, time="23:30")
    time.go(hours=14)
    await planning(schedules)

    assert await planned(deliveries) == [(TODAY, "planned", "")]


async def test_a_clock_that_goes_back_plans_nothing_twice(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    await put(ledger)
    time.go(hours=1)
    await planning(schedules)
    time.set(hours=-3)
    await put(ledger)
    time.go(hours=3)
    await planning(schedules)

    assert await planned(deliveries) == [(TODAY, "planned", "")]


async def test_a_paused_schedule_rests_until_its_date_and_skipped_dates_are_left_out(
    ledger: Ledger, schedules: Schedules
) -> None:
    async def following() -> date | None:
        due = await schedules.due(HERE, "k")
        return due.following.date if due and due.following else None

    await put(ledger, paused=True)
    assert await following() is None
    await put(ledger, paused=True, until="2026-12-01")
    assert await following() == date(2026, 12, 1)
    await put(ledger, paused=True, until="2026-11-01")
    assert await following() == TODAY
    await put(ledger, skipped=("2026-11-22", "2026-11-24"))
    assert await following() == TOMORROW


async def test_what_is_removed_posts_nothing_and_undone_nothing_again(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    await put(ledger)
    time.go(hours=1)
    await planning(schedules)
    await put(ledger, None)
    assert await schedules.due(HERE, "k") is None
    undone = Edit(KIND, "k", {**DAILY.content, "time": "14:00"}, 0)
    await ledger.change(HERE, Deed("7", "undo", undoes=2), [undone])
    time.go(hours=2)
    await planning(schedules)

    assert await planned(deliveries) == [(TODAY, "planned", "")]


async def test_where_the_bot_is_no_more_nothing_is_planned(
    database: Database, ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    communities = Communities(database, time.wall)
    await put(ledger)
    await put(ledger, community="discord:2")
    await communities.left(HERE)
    time.go(hours=1)
    await planning(schedules)
    assert (await planned(deliveries), await planned(deliveries, community="discord:2")) == (
        [],
        [(TODAY, "planned", "")],
    )

    await communities.joined(HERE)
    await planning(schedules)
    assert await planned(deliveries) == [(TODAY, "planned", "")]


async def test_several_that_plan_at_once_plan_each_slot_once(
    database: Database, ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    for key in map(str, range(20)):
        await put(ledger, key=key)
    time.go(hours=1)
    few = [Schedules(database, Timing(Zones()), time.wall, at_once=3) for _ in range(4)]
    await asyncio.gather(*map(planning, few))

    assert [await planned(deliveries, key) for key in map(str, range(20))] == [[(TODAY, "planned", "")]] * 20


class Newer(Timing):
    """Other rules, by which every slot is due an hour later."""

    @property
    def rules(self) -> str:
        return "newer"

    def again(self, content: object, slot: date) -> Slot:
        return Slot(slot, super().again(content, slot).due + timedelta(hours=1))  # type: ignore[arg-type]  # as handed on


async def test_new_rules_of_a_zone_change_when_the_next_slot_is_due_and_not_which_it_is(
    database: Database, ledger: Ledger, schedules: Schedules, time: Time
) -> None:
    await put(ledger)
    await put(ledger, key="paused", paused=True)
    assert await schedules.reckon() == 0
    newer = Schedules(database, Newer(Zones()), time.wall)

    assert (await newer.reckon(), await newer.reckon()) == (2, 0)
    assert await schedules.due(HERE, "k") == Due(Slot(TODAY, ONE + timedelta(hours=1)), None, None)
    assert await schedules.due(HERE, "paused") == Due(None, None, None)


async def test_schedules_of_a_community_are_its_own(ledger: Ledger, schedules: Schedules) -> None:
    await put(ledger)
    await put(ledger, None)
    await put(ledger, community="discord:2", time="14:00")

    assert await schedules.due(HERE, "k") is None
    assert await schedules.due("discord:2", "k") == Due(Slot(TODAY, NOON + timedelta(hours=2)), None, None)
    assert await schedules.due("discord:3", "k") is None


async def test_what_is_due_is_looked_up_by_its_time_and_not_by_way_of_all_communities(
    database: Database, schedules: Schedules
) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []

    def said(connection: object, cursor: object, statement: str, values: tuple[object, ...], *rest: object) -> None:
        asked.append((statement, values))

    event.listen(Engine, "before_cursor_execute", said)
    try:
        await schedules.plan()
    finally:
        event.remove(Engine, "before_cursor_execute", said)
    [(statement, values)] = [of for of in asked if "next_due <" in of[0]]
    async with database.transaction() as connection:
        if connection.dialect.name == "postgresql":
            # With nothing in it, a server reads a table as it lies.
            await connection.execute(text("SET LOCAL enable_seqscan = off"))
        how = "EXPLAIN " if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
        plan = [" ".join(map(str, row)) for row in await connection.exec_driver_sql(how + statement, values)]

    assert any("ix_schedule_next_due" in line for line in plan), plan
