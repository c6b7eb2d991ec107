"""Lets members say that something is wrong with a quotation, and tells them what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import structlog

from bot.commands.place import Place, read_place
from bot.communities import drafts
from bot.communities.desk import Desk
from bot.communities.keeper import TOPIC
from bot.communities.reports import FAULTS, REPORT, WHY, Report, read
from bot.dispatch.command import action, submit
from bot.errors import BotError, traced
from bot.library.library import Library
from bot.model import Ask, Message
from bot.reply import Action, Block, Field, Form, Notice, Option, Reply, notice
from bot.store.petitions import ACCEPTED, CLOSED, DECLINED, Petition

log = structlog.get_logger(__name__)

OUTCOMES = {ACCEPTED: "accepted", DECLINED: "declined", CLOSED: "closed"}


class Reporting:
    """Takes reports."""

    def __init__(self, library: Library, desk: Desk) -> None:
        self._library = library
        self._desk = desk

    @action("report", confidential=True)
    async def report(self, ask: Ask, target: str, kept: str) -> Reply:
        """Asks what is wrong with a quotation."""
        place = await self._place(target, kept)
        faults = tuple(Option(fault, Message(f"fault-{fault}")) for fault in FAULTS)
        fields = (
            Field("fault", Message("form-report-fault"), choices=faults),
            Field("why", Message("form-report-why"), Message("form-report-hint"), required=False, longest=WHY),
        )
        form = Form(Message("form-report"), fields, "report", place, again=Action("report", place))
        return Reply((), form=form)

    @submit("report", "fault", "why", confidential=True)
    async def reported(self, ask: Ask, target: str, kept: str, filled: Mapping[str, str]) -> Reply:
        """Puts the report before the moderators, or before the operator where there are none."""
        place = read_place(target, kept)
        await asyncio.to_thread(self._library.at, place.passage, place.span)
        await self._desk.reports.report(ask, Report(place.passage, place.span, filled["fault"], filled["why"]))
        return notice(Message("report-sent" if ask.communal else "report-sent-operator"))

    async def _place(self, target: str, kept: str) -> str:
        """The place of a quote that is there, without its rank."""
        place = read_place(target, kept)
        await asyncio.to_thread(self._library.at, place.passage, place.span)
        return str(Place(place.passage, place.span))


class Outcomes:
    """What came of what members wrote, for their next reply."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def for_asker(self, ask: Ask) -> tuple[Block, ...]:
        """What the asker does not know yet; they are taken to know it then. Nothing where the database is away."""
        try:
            state = await self._desk.state(ask)
            if ask.member not in state.untold:
                return ()
            found = await self._desk.petitions.untold(ask.community, ask.member)
            if not found:
                return ()
            await self._desk.petitions.told(ask.community, [petition.id for petition in found])
        except BotError as e:
            log.info("news not told", **traced(e))
            return ()
        return tuple(block for petition in found for block in _told(petition))


def _told(petition: Petition) -> tuple[Block, ...]:
    outcome = OUTCOMES[petition.state]
    if petition.kind == TOPIC:
        title = next(iter(drafts.read(petition.content).sheet.title.values()), "")
        message = Message(f"news-topic-{outcome}", {"title": title})
    elif petition.kind == REPORT:
        message = Message(f"news-report-{outcome}", {"passage": read(petition.content).passage})
    else:
        return ()
    reason = (Notice(Message("news-reason", {"reason": petition.reason})),) if petition.reason else ()
    return (Notice(message), *reason)
