"""What the process itself remembers of a member is gone with what is stored of them."""

from __future__ import annotations

from dataclasses import replace

from bot.communities.desk import Desk
from bot.communities.reports import Report
from bot.dispatch.registry import Registry
from bot.model import Ask, Span
from bot.store.petitions import WAITING

PRIVATE = Ask("nl", "nl", "discord:user:7", "dm", "7", communal=False)


async def recent(everything: Registry, ask: Ask) -> str:
    found = await everything.complete(ask, "quote", "query", "")
    return found[0].value


async def test_what_was_asked_in_private_is_offered_no_more_after_forget(everything: Registry) -> None:
    before = await recent(everything, PRIVATE)
    await everything.run(PRIVATE, "quote", {"query": "kronstadt"})
    asked = await recent(everything, PRIVATE)

    await everything.run(replace(PRIVATE, community="discord:1", place="hall", communal=True), "forget", {})

    assert asked != before
    assert await recent(everything, PRIVATE) == before


async def test_what_others_asked_is_still_offered(everything: Registry) -> None:
    other = replace(PRIVATE, community="discord:user:8", member="8", place="dm8")
    hall = replace(PRIVATE, community="discord:1", place="hall", communal=True)
    for ask in (other, hall):
        await everything.run(ask, "quote", {"query": "kronstadt"})
    before = [await recent(everything, ask) for ask in (other, hall)]

    await everything.run(PRIVATE, "forget", {})

    assert [await recent(everything, ask) for ask in (other, hall)] == before
    assert before[0] != await recent(everything, PRIVATE)


async def test_nobody_waits_for_news_of_what_they_had_deleted(everything: Registry, desk: Desk) -> None:
    ask = replace(PRIVATE, community="discord:1", communal=True)
    await desk.reports.report(ask, Report("storm-4", Span(0, 5), "text", ""))
    [petition] = await desk.petitions.waiting("discord:1")
    await desk.workbench.decline(ask, petition, "nee")
    assert (await desk.state(ask)).untold == {"7"}

    await everything.press(ask, "forget", "", "")

    assert (await desk.state(ask)).untold == frozenset()
    assert await desk.petitions.count_of("discord:1", "7", WAITING) == 0
