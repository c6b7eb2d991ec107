"""Topics out of a community and into it, as a file: `/topic export` and `/topic import`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from bot.commands.topics.differing import short
from bot.commands.topics.group import TOPIC_GROUP
from bot.communities.carrying import exported
from bot.communities.desk import Desk
from bot.communities.importing import Plan
from bot.dispatch.command import Arg, action, command
from bot.errors import Conflict
from bot.model import Ask, Message, Upload
from bot.reply import Action, Block, Enclosed, Heading, Notice, Reply, notice

FILE = "topics.toml"
# Two hundred topics of some kilobytes each.
BYTES = 1024 * 1024
# So many topics are named; of the rest the number is told.
NAMED = 10


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
        if not (plan.added or plan.changed or plan.hidden):
            await self._desk.importing.forgo(ask, plan.petition.id)
            return notice(Message("import-same"))
        blocks: list[Block] = [Heading(Message("import-heading")), *_told(plan)]
        number = plan.petition.id
        return Reply(tuple(blocks), (Action("import", number), Action("forgo", number)), private=True)

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


def _told(plan: Plan) -> Iterator[Block]:
    for key, titles in (("added", plan.added), ("changed", plan.changed), ("hidden", plan.hidden)):
        if titles:
            named = ", ".join(map(short, titles[:NAMED]))
            more = max(len(titles) - NAMED, 0)
            yield Notice(Message(f"import-{key}", {"count": len(titles), "topics": named, "more": more}))
    if plan.same:
        yield Notice(Message("import-unchanged", {"count": plan.same}), quiet=True)
