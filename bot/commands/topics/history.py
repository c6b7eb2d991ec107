"""What was changed in a community, by whom, and the way back: `/topic history` and `/topic undo`."""

from __future__ import annotations

import re
from typing import Annotated

from bot.commands.changed import (
    OF_SETTINGS,
    OF_TOPICS,
    chosen_number,
    entry,
    petitions_of,
    taken_back,
    typed_number,
    undoing,
)
from bot.commands.topics.group import TOPIC_GROUP
from bot.commands.topics.naming import named
from bot.communities.desk import Desk
from bot.communities.keeper import TOPIC
from bot.communities.likeness import spelt
from bot.dispatch.command import Arg, action, command
from bot.errors import NotFound
from bot.model import Ask, Message, Role
from bot.reply import Action, Heading, Reply, notice

SHOWN = 5
PAGE = re.compile(r"(?P<below>[0-9]{0,10}):(?P<key>[a-z0-9-]{0,40})")


class History:
    """Tells of changes, and takes them back."""

    group = TOPIC_GROUP

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @command("history", examples=["topic history"])
    async def history(self, ask: Ask, topic: Annotated[str, Arg(complete="topics")] = "") -> Reply:
        """What was changed here, by whom, and when; each change can be taken back."""
        return await self._page(ask, None, await self._key(ask, topic) if topic else "")

    @action("changes")
    async def changes(self, ask: Ask, target: str, shared: str) -> Reply:
        """The changes before a number."""
        wanted = PAGE.fullmatch(target)
        if not wanted:
            raise NotFound("change-unknown")
        below = int(wanted["below"]) if wanted["below"] else None
        return await self._page(ask, below, wanted["key"])

    @command("undo", examples=["topic undo 12"])
    async def undo(self, ask: Ask, change: str) -> Reply:
        """Takes the change of a number back; that can be undone too."""
        return await self._undone(ask, typed_number(change))

    @action("undo")
    async def undo_this(self, ask: Ask, target: str, shared: str) -> Reply:
        """Takes back the change of a number."""
        return await self._undone(ask, chosen_number(target))

    async def _key(self, ask: Ask, topic: str) -> str:
        """The key of a topic that is there, or was, by its key or what it was called last.

        What was called so is meant before what is only called nearly so.
        """
        key = topic.strip().casefold().replace(" ", "-")
        try:
            found = await named(self._desk, ask, topic)
        except NotFound as missing:
            if hidden := missing.values.get("topic"):
                return str(hidden)
            if removed := await self._desk.changes.removed(ask, topic):
                return removed
            if PAGE.fullmatch(f":{key}") and await self._desk.changes.latest(ask, None, (TOPIC, key), 1):
                return key
            raise
        exact = key == found.key or spelt(topic) in map(spelt, found.spellings)
        return found.key if exact else await self._desk.changes.removed(ask, topic) or found.key

    async def _undone(self, ask: Ask, number: int) -> Reply:
        # Settings have no command to take a change back by its number.
        kinds = OF_TOPICS | OF_SETTINGS if ask.role >= Role.MANAGER else OF_TOPICS
        made = await self._desk.changes.undo(ask, number, kinds)
        told, again = await taken_back(self._desk, ask, number, made, "undo")
        return Reply((told,), (again, Action("changes", ":", Message("action-changes"))), private=True)

    async def _page(self, ask: Ask, below: int | None, key: str) -> Reply:
        found = await self._desk.changes.latest(ask, below, (TOPIC, key) if key else None, SHOWN + 1)
        if not found:
            return notice(Message("history-none"))
        shown = found[:SHOWN]
        petitions = await petitions_of(self._desk, ask, shown)
        entries = (entry(change, self._desk.keeper.curated, petitions) for change in shown)
        actions = [undoing(of) for of in shown]
        if below is not None:
            actions.append(Action("changes", f":{key}", Message("action-latest")))
        if len(found) > SHOWN:
            actions.append(Action("changes", f"{shown[-1].number}:{key}", Message("action-page")))
        return Reply((Heading(Message("history-heading")), *entries), tuple(actions), private=True)
