"""`/daily preview` shows the posts that will be made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.communities.desk import Desk
from bot.communities.keeper import BAN
from bot.daily.agenda import Agenda
from bot.daily.besides import post_now
from bot.daily.forecast import Forecast
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Message, Role
from bot.reply import Entry, Notice, Quotation, Reply
from bot.store.content import Fields
from bot.store.ledger import Edit
from bot.store.schedules import KIND
from tests.commands.daily.made import EVENING, MORNING, put
from tests.commands.daily.posting import ELSEWHERE, HERE, Posts
from tests.daily.platform import REFUSED

KINDS = [MORNING, EVENING, replace(MORNING, kind="alternating"), replace(MORNING, topic="kronstadt")]


def entries(reply: Reply) -> list[Entry]:
    return [block for block in reply.blocks if isinstance(block, Entry)]


def told(reply: Reply) -> list[str]:
    return [block.message.key for block in reply.blocks if isinstance(block, Notice)]


async def foreseen(posted: Posts, key: str = "aaaa") -> list[Fields | None]:
    """What the next seven posts say."""
    schedule = replace(MORNING)
    document = (await posted.desk.state(HERE)).documents[KIND][key]
    schedule = schedule.of(document.content)
    found = await Forecast(posted.agenda, posted.desk.keeper).posts(HERE.community, key, schedule, 7)
    return [of.content for of in found]


async def made(posted: Posts, key: str = "aaaa") -> list[Fields | None]:
    """What was posted, in the order of the days."""
    found = [of.content for of in await posted.agenda.deliveries.of_schedule(HERE.community, key)]
    return [of and {name: value for name, value in of.items() if name != "late"} for of in found[::-1]]


@pytest.mark.parametrize("schedule", KINDS, ids=["excerpt", "positions", "alternating", "topic"])
async def test_what_is_shown_is_posted_and_asking_twice_shows_the_same(
    everything: Registry, posted: Posts, schedule: object
) -> None:
    await put(posted.desk, HERE, aaaa=schedule)  # type: ignore[arg-type]  # a schedule
    await posted.go(days=1)
    before = await made(posted)
    found = await foreseen(posted)
    first, second = [await everything.run(HERE, "daily preview", {}) for _ in range(2)]
    await posted.go(days=7)

    assert await made(posted) == [*before, *found]
    assert first == second
    assert first.private
    assert len(entries(first)) == 7


async def test_a_post_is_shown_by_when_it_comes_and_where_its_quotes_stand_and_is_opened_in_full(
    everything: Registry, posted: Posts, library: Library, languages: Languages
) -> None:
    await put(posted.desk, HERE, aaaa=EVENING)
    reply = await everything.run(HERE, "daily preview", {})
    first = entries(reply)[0]
    content = (await foreseen(posted))[0]
    opened = await everything.press(HERE, reply.actions[0].verb, reply.actions[0].target, reply.shared)
    back = await everything.press(HERE, opened.actions[0].verb, opened.actions[0].target, opened.shared)

    assert languages.say(first.title, "en") == "Sunday 22 November 2026, 20:30"
    assert content is not None
    ids = [said["passage"] for said in content["quotes"]]
    lines = [languages.say(line, "en") for line in first.lines]
    assert [id_ for id_ in ids if any(id_ in line for line in lines)] == ids
    shown = [block.quote for block in opened.blocks if isinstance(block, Quotation)]
    assert [(of.passage.id, of.span.start, of.span.end) for of in shown] == [
        (said["passage"], said["start"], said["end"]) for said in content["quotes"]
    ]
    assert opened.private
    assert back == reply


async def test_a_heading_is_shown_whole_or_not_at_all(
    everything: Registry, posted: Posts, desk: Desk, library: Library
) -> None:
    await put(desk, HERE, aaaa=replace(MORNING, author="westerlund"))
    headings = {library.passage(f"westerlund-{number}").section for number in range(1, library.size("westerlund") + 1)}

    reply = await everything.run(HERE, "daily preview", {})

    lines = [line for block in entries(reply) for line in block.lines]
    shown = {line.values["section"] for line in lines if line.key == "preview-quote-section"}
    assert max(len(str(of)) for of in shown) > 40
    assert shown <= headings


async def test_what_is_no_longer_to_come_cannot_be_opened(everything: Registry, posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=EVENING)
    reply = await everything.run(HERE, "daily preview", {})
    await posted.go(days=1)

    for target in (reply.actions[0].target, "", "zzzz:1", "aaaa"):
        assert told(await everything.press(HERE, "foresee", target, "")) == ["preview-gone"]
    assert told(await everything.press(HERE, "foreseen", "zzzz", "")) == ["preview-gone"]


async def test_a_ban_changes_what_is_to_come(everything: Registry, posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    before = await foreseen(posted)
    assert before[0] is not None
    banned = before[0]["quotes"][0]["passage"]
    await posted.desk.changes.make(HERE, "ban", [Edit(BAN, banned, {}, 0)])
    found = await foreseen(posted)

    assert found[0] != before[0]
    await posted.go(days=7)
    assert await made(posted) == found


async def test_what_is_asked_for_besides_is_foreseen_with_what_comes_after_it(posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    before = await foreseen(posted)
    assert await post_now(posted.agenda, HERE.community, "aaaa", MORNING)
    found = await foreseen(posted)
    await posted.now()

    assert len(found) == 8
    assert found[1:] == await foreseen(posted)
    assert found != before


async def test_after_an_edit_on_the_day_of_a_post_the_next_one_is_tomorrows(
    everything: Registry, posted: Posts, agenda: Agenda
) -> None:
    await put(posted.desk, HERE, aaaa=replace(MORNING, time="13:00"))
    await posted.go(hours=2)
    later = replace(MORNING, time="18:00")
    await posted.desk.changes.make(HERE, "daily-edit", [Edit(KIND, "aaaa", later.content, 1)])
    found = await Forecast(agenda, posted.desk.keeper).slots(HERE.community, "aaaa", later, 3)

    assert [of.date for of in found] == [date(2026, 11, day) for day in (23, 24, 25)]


async def test_of_a_schedule_that_the_bot_stopped_that_is_said_before_the_posts_that_would_come(
    everything: Registry, posted: Posts
) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    posted.platform.script = [REFUSED] * 4
    await posted.go(days=4)

    assert "schedule-stopped" in told(await everything.run(HERE, "daily preview", {}))


async def test_a_pause_that_is_over_is_not_told(everything: Registry, posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=replace(MORNING, paused=True, until="2026-11-24"))
    assert "schedule-paused-until" in told(await everything.run(HERE, "daily preview", {}))
    await posted.go(days=3)

    assert "schedule-paused-until" not in told(await everything.run(HERE, "daily preview", {}))


async def test_a_paused_schedule_is_said_to_post_nothing(everything: Registry, desk: Desk) -> None:
    await put(desk, HERE, aaaa=replace(MORNING, paused=True))
    reply = await everything.run(HERE, "daily preview", {})

    assert {"schedule-paused", "preview-none"} <= set(told(reply))
    assert reply.actions == ()


async def test_where_nothing_fits_that_is_said(everything: Registry, desk: Desk) -> None:
    await put(desk, HERE, aaaa=replace(MORNING, language="de"))
    reply = await everything.run(HERE, "daily preview", {})

    assert [of.lines for of in entries(reply)] == [(Message("preview-nothing"),)] * 7
    assert reply.actions == ()


async def test_other_communities_and_members_see_nothing_of_it(everything: Registry, desk: Desk) -> None:
    await put(desk, HERE, aaaa=MORNING)
    reply = await everything.run(HERE, "daily preview", {})
    target = reply.actions[0].target

    assert told(await everything.run(ELSEWHERE, "daily preview", {})) == ["schedule-none"]
    assert told(await everything.press(ELSEWHERE, "foresee", target, "")) == ["preview-gone"]
    member = replace(HERE, role=Role.ASKER)
    assert told(await everything.press(member, "foresee", target, "")) == ["for-moderators"]
