"""`/daily now` posts one more."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import pytest

from bot.app.commands import registry
from bot.app.ports import Ports
from bot.daily.agenda import Agenda
from bot.daily.besides import AHEAD, TWICE
from bot.daily.outbox import Need
from bot.daily.told import told_of
from bot.dispatch.registry import Registry
from bot.library.library import Library
from bot.model import Channel, Message, Role
from bot.reply import Notice, Reply
from bot.store.deliveries import NOW, POST
from tests.commands.daily.made import EVENING, MORNING, put
from tests.commands.daily.posting import ELSEWHERE, HERE, Posts
from tests.daily.clocks import Time
from tests.daily.platform import REFUSED

TODAY = date(2026, 11, 22)


@dataclass
class Guard:
    """A platform that lets the bot do what it is told to."""

    lacks: tuple[str, ...] | None = ()
    asked: tuple[str, str, Collection[Need]] | None = None

    async def lacking(
        self, community: str, place: str, needs: Collection[Need], role: str = ""
    ) -> tuple[str, ...] | None:
        self.asked = community, place, needs
        return self.lacks


def told(reply: Reply) -> list[str]:
    return [block.message.key for block in reply.blocks if isinstance(block, Notice)]


async def slots(agenda: Agenda, kind: str, community: str = HERE.community) -> list[tuple[date, str]]:
    return [(of.slot, of.state) for of in await agenda.deliveries.of_schedule(community, "aaaa", kind)]


async def test_it_says_that_a_post_is_on_its_way_and_where(everything: Registry, posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    reply = await everything.run(HERE, "daily now", {})
    await posted.now()

    assert reply.private
    assert reply.blocks == (Notice(Message("now-on-its-way", {"channel": Channel("11")})),)
    assert await slots(posted.agenda, NOW) == [(TODAY, "sent")]
    assert len(posted.platform.keys()) == 1


async def test_the_post_of_the_day_comes_all_the_same_and_says_something_else(
    everything: Registry, posted: Posts
) -> None:
    await put(posted.desk, HERE, aaaa=EVENING)
    await everything.run(HERE, "daily now", {"schedule": "aaaa"})
    await posted.go(days=1)

    assert await slots(posted.agenda, POST) == [(TODAY, "sent")]
    besides, day = told_of(await posted.agenda.deliveries.told(HERE.community, "12"))
    assert besides.topic != day.topic


async def test_what_is_asked_for_as_the_post_of_the_day_is_due_says_something_else(
    everything: Registry, posted: Posts
) -> None:
    await put(posted.desk, HERE, aaaa=EVENING)
    posted.time.go(hours=9)
    await posted.agenda.schedules.plan()
    await everything.run(HERE, "daily now", {})
    await posted.at_once(2)

    first, second = told_of(await posted.agenda.deliveries.told(HERE.community, "12"))
    assert first.topic != second.topic


async def test_a_double_press_gives_one_post(everything: Registry, posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    both = await asyncio.gather(*(everything.run(HERE, "daily now", {}) for _ in range(2)))
    await posted.now()
    posted.time.go(seconds=TWICE.total_seconds() - 1)
    again = await everything.run(HERE, "daily now", {})
    await posted.now()

    assert sorted(key for reply in both for key in told(reply)) == ["now-already", "now-on-its-way"]
    assert told(again) == ["now-already"]
    assert len(posted.platform.keys()) == 1


async def test_a_second_one_on_the_same_day_is_another_post(everything: Registry, posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    for _ in range(2):
        assert told(await everything.run(HERE, "daily now", {})) == ["now-on-its-way"]
        await posted.now()
        posted.time.go(seconds=TWICE.total_seconds())

    first, second = told_of(await posted.agenda.deliveries.told(HERE.community, "11"))
    assert first.quotes != second.quotes
    assert len(posted.platform.keys()) == 2


async def test_one_that_is_still_on_its_way_is_not_asked_for_again(everything: Registry, posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    await everything.run(HERE, "daily now", {})
    posted.time.go(seconds=10 * TWICE.total_seconds())

    assert told(await everything.run(HERE, "daily now", {})) == ["now-already"]


async def test_so_many_can_be_had_at_once_and_then_one_a_day(everything: Registry, posted: Posts, time: Time) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)

    async def asked() -> str:
        [key] = told(await everything.run(HERE, "daily now", {}))
        await posted.now()
        time.go(seconds=TWICE.total_seconds())
        return key

    assert [await asked() for _ in range(AHEAD + 1)] == ["now-on-its-way"] * AHEAD + ["now-often"]
    time.go(days=1)
    assert [await asked() for _ in range(2)] == ["now-on-its-way", "now-often"]


async def test_a_schedule_that_is_paused_posts_when_it_is_asked(everything: Registry, posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=replace(MORNING, paused=True))
    await everything.run(HERE, "daily now", {})
    await posted.now()

    assert await slots(posted.agenda, NOW) == [(TODAY, "sent")]


@pytest.mark.parametrize("until", [None, "2026-11-24"])
async def test_of_a_schedule_that_rests_the_post_of_the_day_is_not_promised(
    everything: Registry, posted: Posts, until: str | None
) -> None:
    await put(posted.desk, HERE, aaaa=replace(MORNING, paused=True, until=until))

    assert told(await everything.run(HERE, "daily now", {})) == ["now-alone"]


async def test_of_a_schedule_that_the_bot_stopped_the_post_of_the_day_is_not_promised(
    everything: Registry, posted: Posts
) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    posted.platform.script = [REFUSED] * 4
    await posted.go(days=4)

    assert told(await everything.run(HERE, "daily now", {})) == ["now-alone"]


async def test_nobody_waits_for_it_for_days(everything: Registry, posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=replace(MORNING, paused=True))
    await everything.run(HERE, "daily now", {})
    posted.time.go(hours=2)
    await posted.now()

    assert await slots(posted.agenda, NOW) == [(TODAY, "skipped")]


@pytest.mark.parametrize("lacks", [None, ("permission-send-messages",)])
async def test_where_the_bot_may_not_post_that_is_told_and_nothing_is_planned(
    library: Library, posted: Posts, lacks: tuple[str, ...] | None
) -> None:
    guard = Guard(lacks)
    guarded = registry(library, desk=posted.desk, agenda=posted.agenda, ports=Ports(grounds=guard))
    await put(posted.desk, HERE, aaaa=MORNING)
    reply = await guarded.run(HERE, "daily now", {})

    assert reply.private
    assert told(reply) == (["place-unseen"] if lacks is None else [])
    assert guard.asked == (HERE.community, "11", ["post"])
    assert await slots(posted.agenda, NOW) == []


async def test_where_nothing_lacks_it_is_posted(library: Library, posted: Posts) -> None:
    guarded = registry(library, desk=posted.desk, agenda=posted.agenda, ports=Ports(grounds=Guard()))
    await put(posted.desk, HERE, aaaa=MORNING)

    assert told(await guarded.run(HERE, "daily now", {})) == ["now-on-its-way"]


async def test_other_communities_and_members_cannot_ask_for_it(everything: Registry, posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    await put(posted.desk, ELSEWHERE, bbbb=MORNING)

    assert told(await everything.run(ELSEWHERE, "daily now", {"schedule": "aaaa"})) == ["schedule-unknown"]
    assert told(await everything.run(replace(HERE, role=Role.ASKER), "daily now", {})) == ["for-moderators"]
    assert await slots(posted.agenda, NOW) == []
