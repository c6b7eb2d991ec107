"""Topics out of a community and into it, as a file: `/topic export` and `/topic import`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated

from bot.commands.room import together
from bot.commands.topics.differing import differences
from bot.commands.topics.group import TOPIC_GROUP
from bot.commands.topics.previewing import looks_like
from bot.communities.carrying import exported
from bot.communities.desk import Desk
from bot.communities.importing import Plan
from bot.corpus.topics import Topic, Topics
from bot.dispatch.command import Arg, action, command
from bot.errors import Conflict, NotFound
from bot.model import Ask, Message, Upload
from bot.reply import Action, Enclosed, Entry, Heading, Notice, Reply, notice
from bot.store.ledger import Changed

FILE = "topics.toml"
# Two hundred topics of some kilobytes each.
BYTES = 1024 * 1024
# So many topics stand in one message, and so much of what would change about them.
TOGETHER, CHARACTERS = 8, 1800
PAGE = re.compile(r"(?P<number>[\w-]{1,16}):(?P<page>\d{1,3})")


class Carrying:
    """Gives the community's topics as a file, and takes such a file in."""

    group = TOPIC_GROUP

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @command("export", examples=["topic export"])
    async def export(self, ask: Ask) -> Reply:
        """The topics that a community wrote about, as a file."""
        state = await self._desk.state(ask)
        if not state.sheets:
            return notice(Message("export-nothing"))
        text = exported(state.sheets, self._desk.keeper.curated)
        told = Notice(Message("export-done", {"count": len(state.sheets)}))
        return Reply((told, Enclosed(FILE, text)), private=True)

    @command("import", examples=[])
    async def take_in(self, ask: Ask, file: Annotated[Upload, Arg(longest=BYTES)]) -> Reply:
        """Takes topics from a file; shows what would change first."""
        plan = await self._desk.importing.plan(ask, file)
        if not plan.parts:
            await self._desk.importing.forgo(ask, plan.petition.id)
            return notice(Message("import-same"))
        return self._page(ask, plan, 0)

    @action("plan")
    async def plan(self, ask: Ask, target: str, shared: str) -> Reply:
        """What would change, from a topic on."""
        wanted = PAGE.fullmatch(target)
        if not wanted:
            raise NotFound("petition-gone")
        plan = await self._desk.importing.planned(ask, wanted["number"])
        return self._page(ask, plan, int(wanted["page"]))

    @action("import")
    async def confirm(self, ask: Ask, target: str, shared: str) -> Reply:
        """Does all that was shown, or nothing where something changed meanwhile."""
        try:
            number, count = await self._desk.importing.apply(ask, target)
        except Conflict:
            raise Conflict("import-conflict") from None
        told = Notice(Message("import-done", {"count": count, "number": number}))
        return Reply((told,), (Action("undo", str(number)),), private=True)

    @action("forgo")
    async def forgo(self, ask: Ask, target: str, shared: str) -> Reply:
        """Imports nothing."""
        await self._desk.importing.forgo(ask, target)
        return notice(Message("import-not"))

    def _page(self, ask: Ask, plan: Plan, page: int) -> Reply:
        """A part of what would change, topic by topic, and the way to the rest."""
        told = [
            tuple(_differences(part, plan.alike.get(part.key, ()), self._desk.keeper.curated, ask))
            for part in plan.parts
        ]
        pages = list(together(told, TOGETHER, CHARACTERS))
        at = page if page < len(pages) else 0
        entries = (Entry(title, tuple(lines)) for title, *lines in pages[at])
        number = plan.petition.id
        back = (Action("plan", f"{number}:{at - 1}", Message("action-back")),) if at else ()
        onward = (Action("plan", f"{number}:{at + 1}", Message("action-page")),) if at + 1 < len(pages) else ()
        actions = (Action("import", number), Action("forgo", number), *back, *onward)
        return Reply((Heading(Message("import-heading")), Notice(_counts(plan)), *entries), actions, private=True)


def _differences(part: Changed, alike: Sequence[Topic], curated: Topics, ask: Ask) -> Iterator[Message]:
    """The topic, what would become of it, and which others are called as it is."""
    yield from differences(part, curated)
    if alike:
        yield looks_like(alike, ask)


def _counts(plan: Plan) -> Message:
    """How many topics would be new, otherwise, hidden, and as they are."""
    parts = {"added": len(plan.added), "changed": len(plan.changed), "hidden": len(plan.hidden)}
    return Message("import-counts", {**parts, "same": plan.same})
