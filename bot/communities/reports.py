"""Reports on quotations, what comes of them, and the passages that a community has put aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.communities.changing import Changes
from bot.communities.keeper import BAN, Keeper
from bot.communities.wishes import cleaned
from bot.communities.working import settled
from bot.errors import BadInput, LimitReached, NotFound
from bot.model import Ask, Span
from bot.store.ledger import Edit
from bot.store.petitions import ACCEPTED, WAITING, Petition, Petitions

REPORT = "report"
"""The kind of petition."""

FAULTS = ("speaker", "text", "context")
"""What can be wrong: who is said to speak, the words themselves, what the words are torn out of."""

WHY = 300
# So many of one member wait at once.
MOST_OF_MEMBER = 20


@dataclass(frozen=True, slots=True)
class Report:
    """What a member says is wrong with a quote: where it stands, which fault it has, and why, in a line."""

    passage: str
    span: Span
    fault: str
    why: str


class Reports:
    """Reports and bans of the asker's community."""

    def __init__(self, petitions: Petitions, changes: Changes, keeper: Keeper) -> None:
        self._petitions = petitions
        self._changes = changes
        self._keeper = keeper

    async def report(self, ask: Ask, report: Report) -> None:
        """Puts a report before the moderators; LimitReached where too many wait."""
        if report.fault not in FAULTS:
            raise BadInput("report-fault")
        why = cleaned(report.why)
        if len(why) > WHY:
            raise BadInput("report-long", limit=WHY)
        if await self._petitions.count_of(ask.community, ask.member, WAITING) >= MOST_OF_MEMBER:
            raise LimitReached("too-many-own", limit=MOST_OF_MEMBER)
        kept = Report(report.passage, report.span, report.fault, why)
        begun = await self._petitions.begin(ask.community, ask.member, REPORT, written(kept))
        await self._petitions.send(ask.community, begun)

    async def accept(self, ask: Ask, petition: Petition) -> int:
        """Agrees with a report: its passage is put aside; the number of the change."""
        passage = read(petition.content).passage
        state = await self._keeper.state(ask.community)
        known = state.version(BAN, passage)
        bans = [] if known else [Edit(BAN, passage, {}, known)]
        return await self._changes.make(ask, "report-accept", [*bans, settled(petition, ACCEPTED)])

    async def ban(self, ask: Ask, passage: str) -> int:
        """Puts a passage aside: nobody in the community is shown it any more. The number of the change."""
        state = await self._keeper.state(ask.community)
        if state.version(BAN, passage):
            raise BadInput("ban-already", passage=passage)
        return await self._changes.make(ask, "ban", [Edit(BAN, passage, {}, 0)])

    async def unban(self, ask: Ask, passage: str) -> int:
        """Shows a passage again that was put aside; the number of the change."""
        state = await self._keeper.state(ask.community)
        if not state.version(BAN, passage):
            raise NotFound("ban-unknown")
        return await self._changes.make(ask, "unban", [Edit(BAN, passage, None, state.version(BAN, passage))])


def written(report: Report) -> dict[str, Any]:
    """A report as it is stored."""
    place = {"passage": report.passage, "start": report.span.start, "end": report.span.end}
    return {**place, "fault": report.fault, "why": report.why}


def read(fields: Mapping[str, Any]) -> Report:
    """The report that was stored."""
    return Report(fields["passage"], Span(fields["start"], fields["end"]), fields["fault"], fields["why"])
