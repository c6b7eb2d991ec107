"""Reports and bans, on both databases."""

from __future__ import annotations

import pytest

from bot.communities.desk import Desk
from bot.communities.reports import MOST_OF_MEMBER, WHY, Report
from bot.errors import BadInput, LimitReached, NotFound
from bot.library.library import Library
from bot.model import Span
from tests.communities.asking import member, moderator

ANNA, BRAM = moderator(), member()
SAID = Report("storm-4", Span(0, 5), "speaker", " w\u202ehy\n ")


async def test_a_report_that_is_upheld_bans_its_passage_here_alone_and_its_member_waits_to_hear(either: Desk) -> None:
    await either.reports.report(BRAM, SAID)
    [petition] = await either.petitions.waiting(ANNA.community)
    await either.reports.accept(ANNA, petition)

    assert petition.content["why"] == "why"
    assert (await either.holdings(ANNA)).banned == {"storm-4"}
    assert not (await either.holdings(moderator(community="test:2"))).banned
    assert (await either.state(ANNA)).untold == {"bram"}


async def test_a_second_report_on_a_passage_that_is_banned_can_be_upheld_too(either: Desk) -> None:
    for who in ("bram", "carla"):
        await either.reports.report(member(who), SAID)
    for petition in await either.petitions.waiting(ANNA.community, limit=2):
        await either.reports.accept(ANNA, petition)

    assert (await either.state(ANNA)).untold == {"bram", "carla"}


async def test_a_passage_is_banned_once_and_shown_again_once(either: Desk) -> None:
    await either.reports.ban(ANNA, "storm-4")
    with pytest.raises(BadInput, match="ban-already"):
        await either.reports.ban(ANNA, "storm-4")
    await either.reports.unban(ANNA, "storm-4")
    with pytest.raises(NotFound, match="ban-unknown"):
        await either.reports.unban(ANNA, "storm-4")


async def test_of_one_member_so_many_reports_wait_and_no_more(desk: Desk) -> None:
    for _ in range(MOST_OF_MEMBER):
        await desk.reports.report(BRAM, SAID)
    with pytest.raises(LimitReached, match="too-many-own"):
        await desk.reports.report(BRAM, SAID)
    await desk.reports.report(member("carla"), SAID)
    assert await desk.petitions.count_waiting(ANNA.community) == MOST_OF_MEMBER + 1


@pytest.mark.parametrize(("fault", "why", "key"), [("", "", "report-fault"), ("text", "x" * (WHY + 1), "report-long")])
async def test_a_report_that_cannot_be_used_is_refused(desk: Desk, fault: str, why: str, key: str) -> None:
    with pytest.raises(BadInput, match=key):
        await desk.reports.report(BRAM, Report("storm-4", Span(0, 5), fault, why))


async def test_a_ban_leaves_the_library_of_others_as_it_is(desk: Desk, library: Library) -> None:
    await desk.reports.ban(ANNA, "storm-4")

    assert not library.curated.banned
