"""What waits for the moderators, one after another: `/topic review`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping

from bot.commands.place import Place
from bot.commands.quoting import quotation
from bot.commands.topics.group import TOPIC_GROUP
from bot.commands.topics.previewing import Previews
from bot.commands.waiting import Waiting
from bot.communities.desk import Desk
from bot.communities.keeper import TOPIC
from bot.communities.reports import REPORT, WHY, read
from bot.communities.wishes import cleaned
from bot.dispatch.command import action, command, submit
from bot.errors import BadInput, NotFound
from bot.library.library import Library
from bot.model import Ask, Message
from bot.reply import Action, Block, Entry, Field, Form, Notice, Reply, Stamp, notice
from bot.store.petitions import WAITING, Petition

OFFSET = re.compile(r"[0-9]{1,4}")


class Reviewing:
    """Walks moderators through what members put before them."""

    group = TOPIC_GROUP

    def __init__(self, library: Library, desk: Desk, previews: Previews, waiting: Waiting) -> None:
        self._library = library
        self._desk = desk
        self._previews = previews
        self._waiting = waiting

    @command("review", examples=["topic review"])
    async def review(self, ask: Ask) -> Reply:
        """Proposals and reports that wait for a decision, one after another."""
        self._waiting.seen(ask)
        return await self._at(ask, 0)

    @action("waiting")
    async def waiting(self, ask: Ask, target: str, shared: str) -> Reply:
        """What waits at a place in the queue."""
        return await self._at(ask, int(target) if OFFSET.fullmatch(target) else 0)

    @action("uphold")
    async def uphold(self, ask: Ask, target: str, shared: str) -> Reply:
        """Agrees with a report: nobody here is shown the passage any more."""
        petition = await self._petition(ask, target)
        if petition.kind != REPORT:
            raise NotFound("petition-gone")
        number = await self._desk.reports.accept(ask, petition)
        told = Message("report-upheld", {"passage": read(petition.content).passage, "number": number})
        return Reply((Notice(told),), (Action("undo", str(number)), Action("waiting", "0")), private=True)

    @action("decline")
    async def decline(self, ask: Ask, target: str, shared: str) -> Reply:
        """Asks for the reason of a refusal."""
        petition = await self._petition(ask, target)
        reason = Field("reason", Message("form-decline-reason"), Message("form-decline-hint"), longest=WHY, long=True)
        title = Message("form-decline-topic" if petition.kind == TOPIC else "form-decline-report")
        return Reply((), form=Form(title, (reason,), "decline", target, again=Action("decline", target)))

    @submit("decline", "reason")
    async def declined(self, ask: Ask, target: str, shared: str, filled: Mapping[str, str]) -> Reply:
        """Refuses what waits; its member is told, with the reason."""
        petition = await self._petition(ask, target)
        reason = cleaned(filled["reason"])
        if len(reason) > WHY:
            raise BadInput("report-long", limit=WHY)
        number = await self._desk.workbench.decline(ask, petition, reason)
        told = Notice(Message("petition-declined", {"number": number}))
        return Reply((told,), (Action("undo", str(number)), Action("waiting", "0")), private=True)

    async def _petition(self, ask: Ask, number: str) -> Petition:
        petition = await self._desk.petitions.petition(ask.community, number)
        if petition is None or petition.state != WAITING:
            raise NotFound("petition-gone")
        return petition

    async def _at(self, ask: Ask, offset: int) -> Reply:
        count = await self._desk.petitions.count_waiting(ask.community)
        place = offset if offset < count else 0
        found = await self._desk.petitions.waiting(ask.community, place)
        if not found:
            return notice(Message("review-none"))
        [petition] = found
        head = Entry(
            Message(f"review-{petition.kind}", {"place": place + 1, "count": count}),
            stamp=Stamp(petition.member, petition.made_at) if petition.kind == TOPIC else None,
        )
        later = (Action("waiting", str(place + 1), Message("action-later")),) if count > 1 else ()
        if petition.kind == TOPIC:
            return await self._proposal(ask, petition, head, later)
        return await self._report(petition, head, later)

    async def _proposal(self, ask: Ask, petition: Petition, head: Entry, later: tuple[Action, ...]) -> Reply:
        work = self._desk.workbench.work_of(petition)
        return await self._previews.reply(ask, work, (*self._previews.actions(work), *later), head)

    async def _report(self, petition: Petition, head: Entry, later: tuple[Action, ...]) -> Reply:
        blocks = await asyncio.to_thread(lambda: tuple(self._reported(petition)))
        actions = (Action("uphold", petition.id), Action("decline", petition.id), *later)
        return Reply((head, *blocks), actions, private=True)

    def _reported(self, petition: Petition) -> Iterator[Block]:
        """What is reported, as it stands whoever has banned it, and what is said to be wrong with it."""
        report = read(petition.content)
        yield Notice(Message("report-says", {"fault": Message(f"fault-{report.fault}")}))
        if report.why:
            yield Notice(Message("report-why", {"why": report.why}))
        try:
            result = self._library.at(report.passage, report.span)
        except NotFound as gone:
            yield Notice(Message(gone.key, gone.values))
            return
        again = Action("context", str(Place(report.passage, report.span)))
        yield quotation(self._library, result, again)
