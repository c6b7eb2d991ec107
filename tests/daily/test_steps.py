"""What follows a post: planned as the post is marked, done by the same courier, and nothing to do with the post."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.daily.courier import Courier, Means, Pace
from bot.daily.steps import CALL, NOW_THREAD, POLL, STEPS, THREAD, Following, parted, under
from bot.store.content import Fields
from bot.store.database import Database
from bot.store.deliveries import NOW, POST, Deliveries, Delivery
from bot.store.ledger import Ledger
from bot.store.schedules import Schedules
from bot.store.steps import Steps
from tests.daily import platform as p
from tests.daily.clocks import Time
from tests.daily.made import DAILY, HERE, put
from tests.daily.platform import Composer, Platform

ALL = replace(DAILY, thread=True, role="5", poll=True)


@dataclass
class Saying(Composer):
    """Chooses a post of a kind; where there is a ledger, its schedule is removed meanwhile."""

    kind: str = "positions"
    removing: Ledger | None = None

    async def choose(self, delivery: Delivery) -> Fields:
        if self.removing:
            await put(self.removing, None)
        return {**await super().choose(delivery), "kind": self.kind, "quotes": [], "topic": None}


@dataclass
class Scene:
    """A schedule that wants every step, whose post of today is due, and all that delivers it."""

    ledger: Ledger
    schedules: Schedules
    deliveries: Deliveries
    time: Time
    platform: Platform
    composer: Saying

    async def day(self, **passed: float) -> None:
        """Time goes by, and what is due then is delivered."""
        self.time.go(**passed)
        while await self.schedules.plan():
            pass
        kinds = (POST, NOW, *STEPS)
        means = Means("discord", self.deliveries, self.composer, self.platform, kinds)
        courier = Courier(means, Pace(), self.time.clocks, self.time.now - timedelta(days=9))
        while await courier.deliver():
            pass

    async def ended(self) -> dict[str, str]:
        """How the last delivery of each kind stands."""
        found = [await self.deliveries.of_schedule(HERE, "k", kind, 1) for kind in (POST, NOW, *STEPS)]
        return {of.kind: of.state for [of] in filter(None, found)}

    async def last(self, kind: str) -> Delivery:
        """The last delivery of a kind."""
        return (await self.deliveries.of_schedule(HERE, "k", kind, 1))[0]


@pytest_asyncio.fixture
async def scene(database: Database, ledger: Ledger, schedules: Schedules, time: Time) -> Scene:
    follow = Steps(database, Following(), time.wall).follow
    await put(ledger, ALL)
    time.go(hours=1)
    return Scene(ledger, schedules, Deliveries(database, time.wall, follow), time, Platform(time), Saying())


async def test_a_thread_is_opened_at_the_post_and_the_rest_is_said_in_it(scene: Scene) -> None:
    await scene.day()

    post, thread = await scene.last(POST), await scene.last(THREAD)
    assert await scene.ended() == dict.fromkeys((POST, THREAD, CALL, POLL), "sent")
    assert thread.place == under("place-1", str(post.message))
    assert {(await scene.last(kind)).place for kind in (CALL, POLL)} == {thread.message}
    assert {(await scene.last(kind)).follows for kind in (THREAD, CALL, POLL)} == {post.key}
    assert len(scene.platform.keys()) == 4


@pytest.mark.parametrize(
    ("changes", "kind", "follow"),
    [
        ({}, "positions", {THREAD, CALL, POLL}),
        ({}, "excerpt", {THREAD, CALL}),
        ({"thread": False}, "positions", {CALL, POLL}),
        ({"role": None}, "positions", {THREAD, POLL}),
        ({"poll": False}, "positions", {THREAD, CALL}),
        ({"thread": False, "role": None, "poll": False}, "positions", set()),
    ],
)
async def test_what_follows_is_what_the_schedule_wants(
    scene: Scene, changes: dict[str, Any], kind: str, follow: set[str]
) -> None:
    await put(scene.ledger, replace(ALL, **changes))
    scene.time.go(days=1)
    scene.composer.kind = kind
    await scene.day()

    assert (await scene.ended()).keys() - {POST} == follow


async def test_without_a_thread_the_rest_is_said_where_the_post_stands(scene: Scene) -> None:
    await put(scene.ledger, replace(ALL, thread=False))
    await scene.day(days=1)

    assert {(await scene.last(kind)).place for kind in (CALL, POLL)} == {"place-1"}


@pytest.mark.parametrize("at", range(4))
async def test_a_step_that_is_refused_leaves_the_post_and_the_other_steps_as_they_are(scene: Scene, at: int) -> None:
    scene.platform.script = [*[p.FINE] * at, p.REFUSED]
    await scene.day()

    states = await scene.ended()
    due = await scene.schedules.due(HERE, "k")
    assert due is not None
    if at == 0:
        assert (states, due.refused_since) == ({POST: "failed"}, scene.time.now)
    else:
        assert states.pop(POST) == "sent"
        assert sorted(states.values()) == ["failed", "sent", "sent"]
        assert due.refused_since is None


async def test_where_no_thread_can_be_opened_the_rest_is_said_beside_the_post(scene: Scene) -> None:
    scene.platform.script = [p.FINE, p.REFUSED]
    await scene.day()

    assert {(await scene.last(kind)).place for kind in (CALL, POLL)} == {"place-1"}


@pytest.mark.parametrize("at", range(1, 4))
async def test_a_step_in_doubt_is_looked_for_and_done_once(scene: Scene, at: int) -> None:
    scene.platform.script = [*[p.FINE] * at, p.LOST]
    for _ in range(3):
        await scene.day(minutes=4)

    assert set((await scene.ended()).values()) == {"sent"}
    assert len(scene.platform.keys()) == len(set(scene.platform.keys())) == 4


async def test_nothing_follows_what_does_not_stand_there(scene: Scene) -> None:
    scene.platform.script, scene.platform.reading = [p.REMOVED], []
    await scene.day()
    assert await scene.ended() == {POST: "sent"}

    scene.platform.script, scene.platform.reading = [p.LOST], [p.UNSEEN] * 99
    await scene.day(days=1)
    for _ in range(30):
        await scene.day(minutes=10)
    assert await scene.ended() == {POST: "unknown"}


async def test_nothing_follows_a_post_that_somebody_removed_before_its_thread(scene: Scene) -> None:
    scene.platform.script = [p.FINE, p.REMOVED]
    await scene.day()

    assert await scene.ended() == {POST: "sent", THREAD: "sent"}


async def test_nothing_follows_the_post_of_a_schedule_that_is_gone(scene: Scene) -> None:
    scene.composer.removing = scene.ledger
    await scene.day()

    assert await scene.ended() == {POST: "sent"}


async def test_a_post_that_somebody_asked_for_gets_a_thread_and_calls_nobody(scene: Scene) -> None:
    await scene.day()
    times = {"due": scene.time.now, "until": scene.time.now + timedelta(hours=4)}
    slot = (await scene.last(POST)).slot
    await scene.deliveries.add(HERE, {"schedule": "k", "kind": NOW, "slot": slot, "place": "place-1", **times})
    await scene.day()

    assert await scene.ended() == dict.fromkeys((POST, NOW, THREAD, NOW_THREAD, CALL, POLL), "sent")
    assert len(scene.platform.keys()) == 6


async def test_a_step_that_comes_too_late_is_left_out(scene: Scene) -> None:
    scene.platform.script = [p.FINE, *[p.REST] * 99]
    for _ in range(80):
        await scene.day(minutes=2)

    assert await scene.ended() == {POST: "sent", THREAD: "skipped", CALL: "skipped", POLL: "skipped"}


async def test_steps_are_nothing_that_a_place_was_told(scene: Scene) -> None:
    await put(scene.ledger, replace(ALL, thread=False))
    await scene.day(days=1)

    assert [of.kind for of in await scene.deliveries.told(HERE, "place-1")] == [POST]


async def test_a_delivery_is_known_by_its_key_in_its_own_community(scene: Scene) -> None:
    await scene.day()
    key = (await scene.last(POST)).key

    found = await scene.deliveries.known(HERE, key)
    assert found is not None
    assert (found.key, found.kind) == (key, POST)
    assert await scene.deliveries.known("discord:2", key) is None


def test_a_message_is_a_place_of_its_own() -> None:
    assert parted(under("5", "7")) == ("5", "7")
    assert parted("5") == ("5", "")
