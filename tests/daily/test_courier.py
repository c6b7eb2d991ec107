from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
import pytest_asyncio

from bot.daily.courier import Courier, Means, Pace
from bot.daily.watch import Clocks
from bot.errors import PlatformRefused
from bot.store.database import Database
from bot.store.deliveries import NOW, Deliveries, Delivery
from bot.store.expiring import Expiring
from bot.store.ledger import Ledger
from bot.store.schedules import Schedules
from tests.daily import platform as p
from tests.daily.clocks import Time
from tests.daily.made import DAILY, HERE, put
from tests.daily.platform import Composer, Platform

TODAY, DAY = date(2026, 11, 22), timedelta(days=1)


@dataclass
class Scene:
    """A schedule whose post of today is due, and all that delivers it."""

    ledger: Ledger
    schedules: Schedules
    deliveries: Deliveries
    time: Time
    platform: Platform
    composer: Composer

    def courier(self, clocks: Clocks | None = None, began: datetime | None = None) -> Courier:
        means = Means("discord", self.deliveries, self.composer, self.platform)
        return Courier(means, Pace(), clocks or self.time.clocks, began)

    async def deliver(self, courier: Courier | None = None) -> None:
        """Delivers all that waits."""
        courier = courier or self.courier(began=self.time.now - timedelta(days=9))
        while await courier.deliver():
            pass

    async def plan(self) -> None:
        while await self.schedules.plan():
            pass

    async def day(self, **passed: float) -> None:
        """Time goes by, and what is due then is delivered."""
        self.time.go(**passed)
        await self.plan()
        await self.deliver()

    async def post(self, key: str = "k") -> Delivery:
        """The last post of a schedule."""
        return (await self.deliveries.of_schedule(HERE, key))[0]

    @property
    def stands(self) -> int:
        return len(self.platform.keys())


@pytest_asyncio.fixture
async def scene(ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time) -> Scene:
    made = Scene(ledger, schedules, deliveries, time, Platform(time), Composer())
    await put(ledger)
    time.go(hours=1)
    await made.plan()
    return made


async def test_what_is_due_is_posted_once_and_known_by_its_name(scene: Scene) -> None:
    await scene.deliver()
    await scene.deliver()

    post = await scene.post()
    assert scene.platform.places == {"place-1": [("place-1/0", post.key)]}
    assert (post.state, post.message, post.content, post.ended_at) == (
        "sent",
        "place-1/0",
        {"choice": 1},
        scene.time.now,
    )
    assert [of.shared for of in scene.platform.said] == ["1"]


async def test_what_may_have_been_sent_is_left_alone_until_no_request_can_be_under_way(scene: Scene) -> None:
    scene.platform.script = [p.LOST]
    await scene.deliver()
    assert (await scene.post()).state == "sending"
    before = [*scene.platform.requests]
    for _ in range(17):
        await scene.day(seconds=10)
    assert scene.platform.requests == before

    await scene.day(seconds=10)
    assert scene.platform.requests == [*before, ("find", "place-1")]
    assert ((await scene.post()).state, scene.stands) == ("sent", 1)


async def test_what_was_not_accepted_is_sent_again_with_the_same_words(scene: Scene) -> None:
    scene.platform.script = [p.RESET, p.RESET]
    for _ in range(3):
        await scene.day(minutes=4)

    assert ((await scene.post()).state, scene.stands) == ("sent", 1)
    assert [of.shared for of in scene.platform.said] == ["1", "1", "1"]


async def test_what_is_accepted_late_is_not_sent_again(scene: Scene) -> None:
    scene.platform.script = [p.LATE]
    for _ in range(3):
        await scene.day(minutes=4)

    assert ((await scene.post()).state, scene.stands, len(scene.platform.said)) == ("sent", 1, 1)


@pytest.mark.parametrize("what", [p.REST, p.REST_ALL])
async def test_while_the_platform_wants_no_requests_it_gets_none(scene: Scene, what: str) -> None:
    place = "place-1" if what == p.REST else "elsewhere"
    await put(scene.ledger, key="other", place=place, time="13:01")
    scene.platform.script = [what]
    courier = scene.courier(began=scene.time.now - timedelta(days=9))
    for _ in range(12):
        await scene.deliver(courier)
        scene.time.go(seconds=10)
        await scene.plan()

    assert (scene.platform.unwanted, scene.stands) == (0, 2)
    assert ((await scene.post()).attempts > 1, (await scene.post("other")).state) == (True, "sent")


@pytest.mark.parametrize("what", [p.REST, p.REST_ALL])
async def test_what_is_told_to_one_that_looks_for_a_post_holds_for_others_too(scene: Scene, what: str) -> None:
    await put(scene.ledger, key="other", place="place-1" if what == p.REST else "elsewhere", time="13:04")
    scene.platform.script, scene.platform.reading = [p.RESET], [what]
    courier = scene.courier(began=scene.time.now - timedelta(days=9))
    for _ in range(36):
        await scene.deliver(courier)
        scene.time.go(seconds=10)
        await scene.plan()

    assert scene.platform.reading == []
    assert (scene.platform.unwanted, scene.stands) == (0, 2)


async def test_what_is_refused_ends_with_its_reason(scene: Scene) -> None:
    scene.platform.script = [p.REFUSED]
    await scene.day()
    await scene.day(hours=1)

    post = await scene.post()
    assert (post.state, post.reason, len(scene.platform.said)) == ("failed", "forbidden", 1)


async def test_after_three_days_of_refusals_a_schedule_rests_until_it_is_changed(scene: Scene) -> None:
    scene.platform.script = [p.REFUSED, p.FINE, *[p.REFUSED] * 9]
    states = []
    for _ in range(8):
        await scene.day()
        states.append((await scene.post()).state)
        scene.time.go(days=1)
    due = await scene.schedules.due(HERE, "k")

    assert due is not None
    assert (due.following, due.stopped_at) == (None, scene.time.now - timedelta(days=3))
    assert states == ["failed", "sent", "failed", "failed", "failed", "failed", "failed", "failed"]
    assert len(scene.platform.said) == 6

    await put(scene.ledger)
    scene.platform.script = []
    await scene.day(days=1)
    assert (await scene.post()).state == "sent"


@pytest.mark.parametrize(
    ("sending", "reading", "rests"),
    [(p.LOST, p.UNSEEN, True), (p.LOST, p.REFUSED, True), (p.LOST, p.MUCH, False)],
)
async def test_after_days_without_being_let_look_for_its_posts_a_schedule_rests_too(
    scene: Scene,
    sending: str,
    reading: str,
    rests: bool,  # noqa: FBT001 - what comes of it
) -> None:
    scene.platform.script, scene.platform.reading = [sending] * 9, [reading] * 999
    await scene.day()
    for _ in range(4):
        await scene.day(hours=5)
        await scene.day(hours=19)
    due = await scene.schedules.due(HERE, "k")

    assert due is not None
    assert (due.stopped_at is not None, due.refused_since is not None) == (rests, rests)
    assert {of.state for of in await scene.deliveries.of_schedule(HERE, "k") if of.ended_at} == {"unknown"}


async def test_after_days_of_starts_without_being_let_look_for_its_posts_a_schedule_rests_too(scene: Scene) -> None:
    scene.platform.reading = [p.UNSEEN] * 999
    scene.time.go(minutes=1)
    for _ in range(4 * 4):
        scene.time.go(hours=6)
        await scene.plan()
        await scene.deliver(scene.courier())
    due = await scene.schedules.due(HERE, "k")

    assert due is not None
    assert due.stopped_at is not None
    assert {of.reason for of in await scene.deliveries.of_schedule(HERE, "k")} == {"cannot-see"}


async def test_a_refused_post_that_somebody_asked_for_does_not_count_against_its_schedule(scene: Scene) -> None:
    scene.platform.script = [p.REFUSED]
    await scene.day()
    since = await _refused_since(scene)
    scene.time.go(days=3)
    await _ask_for(scene, TODAY)
    scene.platform.script = [p.REFUSED]
    await scene.deliver()
    due = await scene.schedules.due(HERE, "k")

    assert [of.state for of in await scene.deliveries.of_schedule(HERE, "k", NOW)] == ["failed"]
    assert due is not None
    assert (due.refused_since, due.stopped_at) == (since, None)
    await _ask_for(scene, TODAY + DAY)
    await scene.deliver()
    assert await _refused_since(scene) is None
    await _ask_for(scene, TODAY + 2 * DAY)
    scene.platform.script = [p.REFUSED]
    await scene.deliver()
    assert await _refused_since(scene) is None


@pytest.mark.parametrize(("reading", "reason"), [(p.UNSEEN, "cannot-see"), (p.MUCH, "too-much")])
async def test_what_nobody_can_see_is_waited_for_and_never_posted_again(
    scene: Scene, reading: str, reason: str
) -> None:
    scene.platform.script, scene.platform.reading = [p.LOST], [reading] * 99
    for _ in range(30):
        await scene.day(minutes=10)

    post = await scene.post()
    assert (post.state, post.reason, scene.stands, len(scene.platform.said)) == ("unknown", reason, 1, 1)


@pytest.mark.parametrize("reading", [p.RESET, p.REST])
async def test_what_nobody_answers_for_days_is_given_up_and_said_to_be_unknown(scene: Scene, reading: str) -> None:
    scene.platform.script, scene.platform.reading = [p.LOST], [reading] * 99
    states = set()
    for _ in range(9):
        await scene.deliver()
        states.add((await scene.post()).state)
        scene.time.go(hours=8)
    assert states == {"sending"}

    scene.time.go(hours=8)
    await scene.deliver()
    post = await scene.post()
    assert (post.state, post.reason, scene.stands, len(scene.platform.said)) == ("unknown", "no-answer", 1, 1)


async def test_what_can_be_seen_again_is_settled(scene: Scene) -> None:
    scene.platform.script = [p.RESET]
    scene.platform.reading = [p.UNSEEN, p.RESET, p.REST, p.UNSEEN]
    for _ in range(30):
        await scene.day(minutes=3)

    assert ((await scene.post()).state, scene.stands, scene.platform.unwanted) == ("sent", 1, 0)


async def test_where_the_place_is_gone_what_may_have_been_sent_stays_unknown(scene: Scene) -> None:
    scene.platform.script, scene.platform.reading = [p.LOST], [p.REFUSED]
    await scene.day()
    await scene.day(minutes=4)

    assert ((await scene.post()).state, (await scene.post()).reason) == ("unknown", "forbidden")


async def test_what_somebody_removed_counts_as_sent(scene: Scene) -> None:
    scene.platform.script = [p.REMOVED]
    await scene.day()

    assert ((await scene.post()).state, (await scene.post()).message) == ("sent", None)


async def test_a_bot_that_is_logged_out_ends_and_loses_nothing(scene: Scene) -> None:
    scene.platform.script = [p.LOGGED_OUT]
    with pytest.raises(PlatformRefused):
        await scene.deliver()
    await scene.deliver()

    assert ((await scene.post()).state, scene.stands) == ("sent", 1)


async def test_where_nothing_fits_nothing_is_posted(scene: Scene) -> None:
    scene.composer.empty = True
    await scene.deliver()

    post = await scene.post()
    assert (post.state, post.reason, scene.platform.said) == ("skipped", "nothing-fits", [])


async def test_a_post_that_cannot_be_made_is_tried_again_until_it_is_too_late(scene: Scene) -> None:
    def fail() -> None:
        raise RuntimeError

    scene.composer.meanwhile = fail
    await scene.day()
    await scene.day(minutes=2)
    assert (await scene.post()).attempts == 2

    await scene.day(hours=4)
    assert ((await scene.post()).state, (await scene.post()).reason) == ("skipped", "in-vain")


@pytest.mark.parametrize("what", [p.RESET, p.REST])
async def test_what_the_platform_does_not_take_for_hours_is_no_post_that_nobody_tried(scene: Scene, what: str) -> None:
    scene.platform.script = [what] * 999
    for _ in range(30):
        await scene.day(minutes=10)

    post = await scene.post()
    assert (post.state, post.reason, scene.stands) == ("skipped", "in-vain", 0)


async def test_who_was_stopped_before_sending_leaves_it_to_others(scene: Scene) -> None:
    def slow() -> float:
        scene.time.own_now += 20
        return scene.time.own_now

    await scene.deliver(scene.courier(Clocks(scene.time.wall, slow), scene.time.now - timedelta(days=9)))
    assert ((await scene.post()).state, scene.platform.said) == ("sending", [])

    await scene.day(minutes=4)
    assert ((await scene.post()).state, scene.stands) == ("sent", 1)


async def test_who_took_too_long_to_get_ready_sends_nothing_beside_who_came_after(scene: Scene) -> None:
    async def other() -> None:
        await scene.deliver()

    def sleep_in() -> None:
        scene.time.go(minutes=2)
        scene.composer.meanwhile = list

    scene.composer.meanwhile = sleep_in
    slow = scene.courier(began=scene.time.now - timedelta(days=9))
    assert await slow.deliver()
    assert scene.platform.said == []
    await other()

    assert ((await scene.post()).state, scene.stands) == ("sent", 1)


async def test_what_somebody_has_nobody_else_takes(scene: Scene) -> None:
    taken = await scene.deliveries.claim("discord", ("post",), timedelta(seconds=60))
    assert taken is not None

    assert await scene.deliveries.claim("discord", ("post",), timedelta(seconds=60)) is None
    scene.time.go(seconds=61)
    again = await scene.deliveries.claim("discord", ("post",), timedelta(seconds=60))
    assert again is not None
    assert not await scene.deliveries.intend(taken, {}, None, timedelta(seconds=60))
    assert not await scene.deliveries.end(taken, "failed", "late")
    assert not await scene.deliveries.put_back(taken, scene.time.now, refused=True)
    assert await scene.deliveries.intend(again, {}, None, timedelta(seconds=60))


async def test_what_a_lost_database_no_longer_says_is_looked_for_before_it_is_posted(scene: Scene) -> None:
    key = (await scene.post()).key
    scene.platform.places["place-1"] = [("place-1/0", key), ("place-1/1", "another")]
    scene.time.go(minutes=1)
    await scene.deliver(scene.courier())

    post = await scene.post()
    assert (post.state, post.message, post.content, scene.platform.said) == ("sent", "place-1/0", {"choice": 1}, [])


async def test_after_a_start_what_cannot_be_seen_is_not_posted(scene: Scene) -> None:
    scene.time.go(minutes=1)
    courier = scene.courier()
    scene.platform.reading = [p.UNSEEN] * 99
    for _ in range(30):
        await scene.deliver(courier)
        scene.time.go(minutes=10)

    assert ((await scene.post()).state, scene.platform.said) == ("skipped", [])


async def test_what_waits_longer_than_its_hours_is_skipped(scene: Scene) -> None:
    await scene.day(hours=5)

    assert ((await scene.post()).state, (await scene.post()).reason) == ("skipped", "missed")


async def test_a_courier_leaves_other_platforms_and_kinds_alone(scene: Scene) -> None:
    step = {"schedule": "k", "kind": "thread", "slot": TODAY, "place": "place-1", "follows": (await scene.post()).key}
    times = {"due": scene.time.now, "until": scene.time.now + timedelta(hours=4)}
    assert await scene.deliveries.add(HERE, {**step, **times})
    assert not await scene.deliveries.add(HERE, {**step, **times})
    await put(scene.ledger, community="matrix:!a:example.org")
    await scene.day(days=1)
    await scene.day(hours=-1)

    [thread] = await scene.deliveries.of_schedule(HERE, "k", "thread")
    assert (thread.state, thread.follows) == ("planned", step["follows"])
    assert {of.state for of in await scene.deliveries.of_schedule("matrix:!a:example.org", "k")} == {"planned"}


async def test_a_step_that_is_refused_does_not_count_against_its_schedule(scene: Scene) -> None:
    await scene.day()
    step = {"schedule": "k", "kind": "now", "slot": TODAY, "place": "place-1", "follows": (await scene.post()).key}
    await scene.deliveries.add(HERE, {**step, "due": scene.time.now, "until": scene.time.now + timedelta(hours=4)})
    scene.platform.script = [p.REFUSED]
    await scene.day()

    assert [of.state for of in await scene.deliveries.of_schedule(HERE, "k", "now")] == ["failed"]
    due = await scene.schedules.due(HERE, "k")
    assert due is not None
    assert due.refused_since is None


async def test_what_a_place_was_told_is_known_with_what_may_stand_there(scene: Scene) -> None:
    await put(scene.ledger, key="elsewhere", time="13:30", place="place-2")
    await put(scene.ledger, community="discord:2", time="13:30")
    await put(scene.ledger, key="other", time="14:00")
    await scene.day()
    await scene.day(minutes=30)
    scene.platform.script = [p.LOST]
    await scene.day(minutes=30)

    told = await scene.deliveries.told(HERE, "place-1")
    assert [(of.schedule, of.state) for of in told] == [("k", "sent"), ("other", "sending")]
    assert [of.content for of in told] == [{"choice": 1}, {"choice": 4}]
    assert await scene.deliveries.told(HERE, "place-1", since=scene.time.now + timedelta(hours=1)) == []


async def test_what_was_not_posted_is_forgotten_in_time_and_what_was_is_known_for_ever(
    scene: Scene, database: Database
) -> None:
    scene.platform.script = [p.REFUSED]
    await scene.day()
    await scene.day(days=1)
    scene.time.go(days=400)
    gone = await Expiring(database, scene.time.wall).expire()

    assert gone["delivery"] == 1
    assert [of.state for of in await scene.deliveries.of_schedule(HERE, "k")] == ["sent"]


async def _ask_for(scene: Scene, slot: date) -> None:
    """Somebody asks for a post at once, besides the clock's."""
    now = scene.time.now
    named = {"schedule": "k", "kind": NOW, "slot": slot, "place": DAILY.place}
    await scene.deliveries.add(HERE, {**named, "due": now, "until": now + timedelta(hours=1)})


async def _refused_since(scene: Scene) -> datetime | None:
    due = await scene.schedules.due(HERE, "k")
    assert due is not None
    return due.refused_since
