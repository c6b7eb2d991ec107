"""What came to nothing is heard of, and told once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest_asyncio

from bot.daily.courier import Courier, Means, Pace
from bot.daily.witness import Witnessed
from bot.store.deliveries import NOW, Deliveries, Delivery
from bot.store.ledger import Ledger
from bot.store.schedules import Schedules
from tests.daily.clocks import Time
from tests.daily.made import DAILY, HERE, put
from tests.daily.platform import LOST, REFUSED, UNSEEN, Composer, Platform

DAY, AGAIN = timedelta(days=1), timedelta(hours=19)
ELSEWHERE = "discord:2"


@dataclass
class Scene:
    """What posts, and whoever hears what did not."""

    schedules: Schedules
    deliveries: Deliveries
    time: Time
    platform: Platform
    composer: Composer
    heard: list[Delivery] = field(default_factory=list)

    async def listen(self, delivery: Delivery) -> None:
        self.heard.append(delivery)

    async def day(self, *script: str, **passed: float) -> None:
        """Time goes by, and what is due then is delivered; `script` says what becomes of it."""
        self.platform.script = [*script]
        self.time.go(**passed)
        while await self.schedules.plan():
            pass
        witness = Witnessed()
        means = Means("discord", self.deliveries, self.composer, self.platform, witness=witness.heard)
        courier = Courier(means, Pace(), self.time.clocks, self.time.now - 9 * DAY)
        witness.watch(self.listen)
        while await courier.deliver():
            pass

    async def post(self, community: str = HERE) -> Delivery:
        """The last post of the schedule."""
        return (await self.deliveries.of_schedule(community, "k"))[0]


@pytest_asyncio.fixture
async def scene(ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time) -> Scene:
    await put(ledger)
    return Scene(schedules, deliveries, time, Platform(time), Composer())


async def test_who_watches_hears_of_what_was_refused_and_not_of_what_was_posted(scene: Scene) -> None:
    await scene.day(REFUSED, hours=1)
    await scene.day(days=1)

    [heard] = scene.heard
    assert (heard.slot.day, heard.state, heard.reason) == (22, "failed", "forbidden")


async def test_who_watches_hears_of_what_was_skipped_and_of_what_nobody_can_see(scene: Scene) -> None:
    scene.composer.empty = True
    await scene.day(hours=1)
    scene.composer.empty = False
    scene.platform.reading = [UNSEEN] * 9
    await scene.day(LOST, days=1)
    await scene.day(hours=5)

    assert [(of.state, of.reason) for of in scene.heard] == [("skipped", "nothing-fits"), ("unknown", "cannot-see")]


async def test_where_nobody_watches_nothing_is_heard(scene: Scene) -> None:
    await Witnessed().heard(replace(await _failed(scene)))

    assert len(scene.heard) == 1


async def test_it_is_told_once_whoever_asks(scene: Scene) -> None:
    failed = await _failed(scene)
    told = await asyncio.gather(*(scene.deliveries.tell(failed, AGAIN) for _ in range(4)))

    assert sorted(told) == [False, False, False, True]
    assert (await scene.post()).told_at == scene.time.now
    scene.time.go(days=9)
    assert not await scene.deliveries.tell(failed, AGAIN)


async def test_of_one_schedule_something_is_told_once_in_that_time(scene: Scene, ledger: Ledger) -> None:
    failed = await _failed(scene)
    await put(ledger, key="other", time="14:00")
    await _now(scene)
    await scene.day(REFUSED, REFUSED, hours=1)
    [besides] = await scene.deliveries.of_schedule(HERE, "k", NOW)
    [other] = await scene.deliveries.of_schedule(HERE, "other")
    assert await scene.deliveries.tell(failed, AGAIN)

    assert [await scene.deliveries.tell(of, AGAIN) for of in (besides, other)] == [False, True]
    scene.time.go(seconds=AGAIN.total_seconds())
    assert await scene.deliveries.tell(besides, AGAIN)


async def test_what_was_told_elsewhere_is_no_news_here(scene: Scene, ledger: Ledger) -> None:
    await put(ledger, community=ELSEWHERE)
    await scene.day(REFUSED, REFUSED, hours=1)
    here, there = await scene.post(), await scene.post(ELSEWHERE)

    assert [await scene.deliveries.tell(of, AGAIN) for of in (here, there)] == [True, True]


async def test_all_that_was_due_lately_is_known_but_for_steps_and_other_communities(
    scene: Scene, ledger: Ledger
) -> None:
    await put(ledger, community=ELSEWHERE)
    await scene.day(REFUSED, REFUSED, hours=1)
    post = await scene.post()
    await _now(scene, follows=post.key)
    since = post.due
    await scene.day(days=1)
    found = await scene.deliveries.lately(HERE, since)

    assert [(of.community, of.slot.day, of.state) for of in found] == [(HERE, 22, "failed"), (HERE, 23, "sent")]
    assert [of.slot.day for of in await scene.deliveries.lately(HERE, since + timedelta(seconds=1))] == [23]


async def test_those_that_are_refused_are_known_until_one_is_posted(scene: Scene, ledger: Ledger) -> None:
    await put(ledger, key="other", time="14:00")
    await put(ledger, community=ELSEWHERE, time="15:00")
    await scene.day(REFUSED, hours=1)
    assert (await scene.schedules.refused(HERE), await scene.schedules.refused(ELSEWHERE)) == ({"k"}, set())
    await scene.day(days=1)

    assert await scene.schedules.refused(HERE) == set()


async def _failed(scene: Scene) -> Delivery:
    """The post of the day, which was refused."""
    await scene.day(REFUSED, hours=1)
    return await scene.post()


async def _now(scene: Scene, **values: object) -> None:
    """Another delivery at this moment."""
    now = scene.time.now
    times = {"slot": now.date(), "due": now, "until": now + DAY}
    await scene.deliveries.add(HERE, {"schedule": "k", "kind": NOW, "place": DAILY.place, **times, **values})
