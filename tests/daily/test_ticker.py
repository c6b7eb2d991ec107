from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.daily.courier import Courier, Means, Pace
from bot.daily.outbox import RetryAfter
from bot.daily.ticker import Beat, Ticker
from bot.daily.watch import Watch
from bot.errors import StoreUnreachable
from bot.reply import Reply
from bot.store.deliveries import Deliveries
from bot.store.ledger import Ledger
from bot.store.schedules import Schedules
from tests.daily.clocks import Time
from tests.daily.made import HERE, put
from tests.daily.platform import LATE, LOST, RESET, REST_ALL, Composer, Platform

FAST = Beat(tick=0.01, workers=3, drain=0.2)


class Slow(Platform):
    """Answers nothing for one place, until it is told to."""

    def hold(self, place: str) -> asyncio.Event:
        self.held, self.go_on = place, asyncio.Event()
        return self.go_on

    async def send(self, place: str, reply: Reply, key: str) -> str:
        if place == self.held:
            await self.go_on.wait()
        return await super().send(place, reply, key)


class Resting(Platform):
    """Wants to rest for a moment after each post."""

    async def send(self, place: str, reply: Reply, key: str) -> str:
        name = await super().send(place, reply, key)
        self.script.append(REST_ALL)
        return name

    def _maybe_refuse(self, what: str, place: str) -> None:
        if what == REST_ALL:
            raise RetryAfter(0.05, everywhere=True)
        super()._maybe_refuse(what, place)


class Gone(Schedules):
    """Schedules in a database that does not answer the first times."""

    failures = 3

    async def plan(self) -> int:
        self.failures -= 1
        if self.failures > 0:
            raise StoreUnreachable("database-unreachable", database="a", reason="b")
        return await super().plan()


def ticker(schedules: Schedules, deliveries: Deliveries, platform: Platform) -> Ticker:
    clocks = platform.clock.clocks
    courier = Courier(
        Means("discord", deliveries, Composer(), platform), Pace(), clocks, clocks.wall() - timedelta(days=9)
    )
    return Ticker(schedules, courier, Watch(clocks, platform.time, Pace().quiet), FAST)


async def seen(platform: Platform, number: int) -> None:
    """Waits until so many posts stand there."""

    async def stand() -> bool:
        return len(platform.keys()) >= number

    await until(stand)


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Waits until something is so, which nobody tells."""
    async with asyncio.timeout(20):
        while not await true():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


async def states(deliveries: Deliveries, key: str = "k") -> list[str]:
    return [of.state for of in await deliveries.of_schedule(HERE, key)]


async def test_what_comes_due_while_it_runs_is_posted(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    platform, stop = Platform(time), asyncio.Event()
    await put(ledger)
    running = asyncio.create_task(ticker(schedules, deliveries, platform).run(stop))
    await asyncio.sleep(0.05)
    assert platform.keys() == []
    for day in range(1, 4):
        # By the step, as the clock goes while it is looked at every few seconds.
        for _ in range(60 * 24 if day > 1 else 60):
            time.go(minutes=1)
        await seen(platform, day)
    stop.set()
    await running

    assert (await states(deliveries), len(platform.keys())) == (["sent"] * 3, 3)


async def test_a_place_that_does_not_answer_keeps_no_other_waiting_and_is_given_up_at_the_end(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    platform, stop = Slow(time), asyncio.Event()
    platform.hold("stuck")
    await put(ledger, key="stuck", place="stuck")
    for key in map(str, range(5)):
        await put(ledger, key=key)
    time.go(hours=1)
    running = asyncio.create_task(ticker(schedules, deliveries, platform).run(stop))
    await seen(platform, 5)
    stop.set()
    async with asyncio.timeout(Pace().send / 2):
        await running

    assert (await states(deliveries, "stuck"), await states(deliveries, "4")) == (["sending"], ["sent"])


async def test_at_the_end_what_is_under_way_is_waited_for(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    platform, stop = Slow(time), asyncio.Event()
    go_on = platform.hold("place-1")
    await put(ledger)
    time.go(hours=1)
    running = asyncio.create_task(ticker(schedules, deliveries, platform).run(stop))

    async def sending() -> bool:
        return await states(deliveries) == ["sending"]

    await until(sending)
    stop.set()
    await asyncio.sleep(0.02)
    go_on.set()
    await running

    assert (await states(deliveries), len(platform.keys())) == (["sent"], 1)


async def test_a_database_that_does_not_answer_is_asked_again(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    platform, stop = Platform(time), asyncio.Event()
    await put(ledger)
    time.go(hours=1)
    gone = Gone(schedules._database, schedules._timing, time.wall)
    running = asyncio.create_task(ticker(gone, deliveries, platform).run(stop))
    await seen(platform, 1)
    stop.set()
    await running

    assert await states(deliveries) == ["sent"]


async def test_what_waits_goes_on_once_the_platform_has_rested_and_not_at_the_next_tick(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    platform, stop = Resting(time), asyncio.Event()
    for key in map(str, range(4)):
        await put(ledger, key=key)
    time.go(hours=1)
    courier = Courier(Means("discord", deliveries, Composer(), platform), Pace(), time.clocks, time.now)
    ticking = Ticker(schedules, courier, Watch(time.clocks, platform.time, 0), Beat(tick=60, workers=1))
    running = asyncio.create_task(ticking.run(stop))

    async def stand() -> bool:
        time.go(seconds=1)
        return len(platform.keys()) == 4

    await until(stand)
    stop.set()
    async with asyncio.timeout(1):
        await running


@pytest.mark.parametrize("script", [[], [LOST], [LATE]])
async def test_a_clock_that_is_set_back_posts_nothing_again_and_nothing_while_it_is_wrong(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time, script: list[str]
) -> None:
    platform = Platform(time, list(script))
    ticking = ticker(schedules, deliveries, platform)
    await put(ledger)
    await put(ledger, key="soon", time="13:10")
    time.go(minutes=58)
    await step(ticking, time, minutes=3)
    time.set(hours=-3)
    before = [*platform.requests]
    await step(ticking, time, minutes=30)
    assert platform.requests == before
    time.set(hours=3)
    await step(ticking, time, minutes=30)

    assert (await states(deliveries), await states(deliveries, "soon"), len(platform.keys())) == (["sent"], ["sent"], 2)


async def test_a_clock_that_is_set_forward_posts_nothing_of_tomorrow(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    platform = Platform(time, [LOST])
    ticking = ticker(schedules, deliveries, platform)
    await put(ledger)
    time.go(minutes=58)
    await step(ticking, time, minutes=3)
    time.set(days=1)
    await step(ticking, time, minutes=30)
    assert (await states(deliveries), platform.requests.count(("find", "place-1"))) == (["sending"], 0)
    time.set(days=-1)
    await step(ticking, time, minutes=30)

    assert (await states(deliveries), len(platform.keys())) == (["sent"], 1)


@pytest.mark.parametrize("case", [(3, ["sent"]), (6, ["skipped"]), (27, ["sent", "skipped"])])
async def test_a_machine_that_slept_posts_late_or_not_and_never_twice(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time, case: tuple[int, list[str]]
) -> None:
    hours, found = case
    platform = Platform(time)
    ticking = ticker(schedules, deliveries, platform)
    await put(ledger)
    await step(ticking, time, minutes=30)
    time.sleep(hours=hours)
    await ticking.tick()
    # What was under way when it fell asleep may be still.
    assert platform.requests == []
    await step(ticking, time, minutes=5)

    assert (await states(deliveries), len(platform.keys())) == (found, found.count("sent"))


@pytest.mark.parametrize(
    "case", [(LATE, 0.03, "sent"), (LATE, 6, "sent"), (LOST, 6, "sent"), (RESET, 0.03, "sent"), (RESET, 6, "skipped")]
)
async def test_a_machine_that_slept_while_it_sent_does_not_send_twice(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time, case: tuple[str, float, str]
) -> None:
    what, hours, found = case
    platform = Platform(time, [what])
    ticking = ticker(schedules, deliveries, platform)
    await put(ledger)
    time.go(minutes=58)
    await step(ticking, time, minutes=3)
    time.sleep(hours=hours)
    await step(ticking, time, minutes=10)

    assert (await states(deliveries), len(platform.keys())) == ([found], int(found == "sent"))


@pytest.mark.parametrize("hours", [-3, 24])
async def test_who_begins_while_the_clock_is_wrong_posts_when_it_is_right(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time, hours: int
) -> None:
    platform = Platform(time)
    await put(ledger)
    time.go(hours=2)
    time.set(hours=hours)
    ticking = ticker(schedules, deliveries, platform)
    await step(ticking, time, minutes=30)
    assert (platform.requests, await states(deliveries)) == ([], [])
    time.set(hours=-hours)
    await step(ticking, time, minutes=10)

    assert (await states(deliveries), len(platform.keys())) == (["sent"], 1)


async def test_where_nobody_tells_the_time_nothing_is_begun(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time
) -> None:
    async def silent() -> None:
        return None

    clocks, platform = time.clocks, Platform(time)
    courier = Courier(Means("discord", deliveries, Composer(), platform), Pace(), clocks)
    await put(ledger)
    await step(Ticker(schedules, courier, Watch(clocks, silent, 150), FAST), time, minutes=61)

    assert (platform.requests, await states(deliveries)) == ([], [])


async def step(ticking: Ticker, time: Time, minutes: int) -> None:
    """So much time goes by, and it is looked each minute."""
    for _ in range(minutes):
        time.go(minutes=1)
        await ticking.tick()
