from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
import pytest_asyncio

from bot.communities.keeper import BAN, Keeper
from bot.daily.choosing import Choosing
from bot.daily.courier import Courier, Means, Pace
from bot.daily.picker import Picker
from bot.library.library import Library
from bot.reply import Reply
from bot.store.content import Fields
from bot.store.deliveries import NOW, Deliveries, Delivery
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.petitions import Petitions
from bot.store.schedules import Schedules
from tests.daily.clocks import Time
from tests.daily.made import DAILY, HERE, put
from tests.daily.platform import Platform

FIRST = date(2026, 11, 22)


class Composer(Choosing):
    """Chooses as the bot does, and shows nothing."""

    async def reply(self, delivery: Delivery, content: Fields) -> Reply:
        return Reply(())


@dataclass
class Bot:
    """All that posts."""

    schedules: Schedules
    deliveries: Deliveries
    courier: Courier
    time: Time

    async def day(self, **passed: float) -> list[Fields | None]:
        """Time goes by, and what is due then is posted; all that was posted so far, the latest first."""
        self.time.go(**passed)
        while await self.schedules.plan():
            pass
        while await self.courier.deliver():
            pass
        return [of.content for of in await self.deliveries.of_schedule(HERE, "k")]


@pytest_asyncio.fixture
async def bot(ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time, library: Library) -> Bot:
    keeper = Keeper(ledger, Petitions(schedules._database, 9, 9), library, time.own)
    composer = Composer(Picker(library), keeper, deliveries, time.wall)
    means = Means("discord", deliveries, composer, Platform(time))
    await put(ledger)
    return Bot(schedules, deliveries, Courier(means, Pace(), time.clocks), time)


async def test_what_is_previewed_is_what_is_posted_day_by_day(bot: Bot, library: Library) -> None:
    slots = [FIRST + timedelta(days=of) for of in range(4)]
    previewed = Picker(library).preview(DAILY, slots, [])
    posted: list[Fields | None] = []
    for hours in (1, 24, 24, 24):
        posted = await bot.day(hours=hours)

    assert posted[::-1] == [{**of, "late": False} for of in previewed if of]


async def test_what_was_posted_by_another_schedule_there_is_not_posted_again(bot: Bot, ledger: Ledger) -> None:
    await put(ledger, key="other", seed=DAILY.seed, author="storm")
    await bot.day(hours=1)
    [mine, other] = [(await bot.deliveries.of_schedule(HERE, key))[0].content for key in ("k", "other")]

    assert mine is not None
    assert other is not None
    assert mine["quotes"] != other["quotes"]


class Together(Composer):
    """Has the first of each process chosen before either says what it will send."""

    async def choose(self, delivery: Delivery) -> Fields:
        chosen = await super().choose(delivery)
        self.times += 1
        if self.times == 1:
            await self.both.wait()
        return chosen

    both: asyncio.Barrier
    times = 0


async def test_two_processes_that_post_in_one_place_at_once_say_different_things(
    ledger: Ledger, schedules: Schedules, deliveries: Deliveries, time: Time, library: Library
) -> None:
    both, platform, composers, couriers = asyncio.Barrier(2), Platform(time), list[Together](), list[Courier]()
    for _ in range(2):
        keeper = Keeper(ledger, Petitions(schedules._database, 9, 9), library, time.own)
        composers.append(Together(Picker(library), keeper, deliveries, time.wall))
        composers[-1].both = both
        couriers.append(Courier(Means("discord", deliveries, composers[-1], platform), Pace(), time.clocks))
    for key in ("k", "other"):
        await put(ledger, key=key)
    time.go(hours=1)
    await schedules.plan()
    await asyncio.gather(*(courier.deliver() for courier in couriers))
    [mine, other] = [(await deliveries.of_schedule(HERE, key))[0] for key in ("k", "other")]

    assert (mine.state, other.state) == ("sent", "sent")
    assert mine.content
    assert other.content
    assert mine.content["quotes"] != other.content["quotes"]
    # The second chose anew.
    assert sorted(of.times for of in composers) == [1, 2]


async def test_a_late_post_says_so(bot: Bot) -> None:
    [content] = await bot.day(hours=2)

    assert content is not None
    assert content["late"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (None, "removed"),
        ({"paused": True}, "paused"),
        ({"skipped": ("2026-11-22",)}, "paused"),
        ({"author": "x"}, "nothing-fits"),
    ],
)
async def test_what_was_planned_is_skipped_where_its_schedule_has_changed_since(
    bot: Bot, ledger: Ledger, change: dict[str, object] | None, reason: str
) -> None:
    bot.time.go(hours=1)
    await bot.schedules.plan()
    await put(ledger, None if change is None else replace(DAILY, **change))  # type: ignore[arg-type]  # given by name
    await bot.day()

    [post] = await bot.deliveries.of_schedule(HERE, "k")
    assert (post.state, post.reason) == ("skipped", reason)


async def test_what_somebody_asks_for_now_is_posted_though_the_schedule_rests_and_once_a_day(
    bot: Bot, ledger: Ledger
) -> None:
    await put(ledger, paused=True)
    now = {"schedule": "k", "kind": NOW, "slot": FIRST, "place": DAILY.place, "due": bot.time.now}
    asked = {**now, "until": bot.time.now + timedelta(hours=1)}
    assert (await bot.deliveries.add(HERE, asked), await bot.deliveries.add(HERE, asked)) == (True, False)
    await bot.day()

    [post] = await bot.deliveries.of_schedule(HERE, "k", NOW)
    assert post.state == "sent"


async def test_what_a_community_banned_is_not_posted_there(bot: Bot, ledger: Ledger, library: Library) -> None:
    [said] = [quote["passage"] for of in Picker(library).preview(DAILY, [FIRST], []) if of for quote in of["quotes"]]
    await ledger.change(HERE, Deed("7", "ban"), [Edit(BAN, said, {}, 0)])
    [content] = await bot.day(hours=1)

    assert content is not None
    assert [quote["passage"] for quote in content["quotes"]] != [said]
