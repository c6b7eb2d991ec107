"""What was changed in a community, by whom, and the way back: `/topic history` and `/topic undo`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Annotated

from bot.commands.topics.differing import decided, differences
from bot.commands.topics.group import TOPIC_GROUP
from bot.commands.topics.naming import named
from bot.communities.desk import Desk
from bot.communities.keeper import TOPIC
from bot.communities.likeness import spelt
from bot.corpus.topics import Topics
from bot.dispatch.command import Arg, action, command
from bot.errors import BadInput, NotFound
from bot.model import Ask, Message, Role
from bot.reply import Action, Entry, Heading, Reply, Stamp, notice
from bot.store.ledger import PETITIONS, Change
from bot.store.petitions import Petition

SHOWN = 5
# A change has many parts where a file was imported.
PARTS = 4
NUMBER = re.compile(r"#?(?P<number>[1-9][0-9]{0,9})")
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
        found = NUMBER.fullmatch(change.strip())
        if not found:
            raise BadInput("change-number")
        return await self._undone(ask, int(found["number"]))

    @action("undo")
    async def undo_this(self, ask: Ask, target: str, shared: str) -> Reply:
        """Takes back the change of a number."""
        found = NUMBER.fullmatch(target)
        if not found:
            raise NotFound("change-unknown")
        return await self._undone(ask, int(found["number"]))

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
        allowed = None if ask.role >= Role.MANAGER else False
        made = await self._desk.changes.undo(ask, number, of_settings=allowed)
        told, again = await taken_back(self._desk, ask, number, made, "undo")
        return Reply((told,), (again, Action("changes", ":", Message("action-changes"))), private=True)

    async def _page(self, ask: Ask, below: int | None, key: str) -> Reply:
        found = await self._desk.changes.latest(ask, below, (TOPIC, key) if key else None, SHOWN + 1)
        if not found:
            return notice(Message("history-none"))
        shown = found[:SHOWN]
        petitions = await petitions_of(self._desk, ask, shown)
        entries = (entry(change, self._desk.keeper.curated, petitions) for change in shown)
        actions = [Action("undo", str(of.number), Message("action-undo-of", {"number": of.number})) for of in shown]
        if below is not None:
            actions.append(Action("changes", f":{key}", Message("action-latest")))
        if len(found) > SHOWN:
            actions.append(Action("changes", f"{shown[-1].number}:{key}", Message("action-page")))
        return Reply((Heading(Message("history-heading")), *entries), tuple(actions), private=True)


async def taken_back(desk: Desk, ask: Ask, number: int, made: int, verb: str) -> tuple[Entry, Action]:
    """What taking a change back by the one that was `made` did, and the action that takes that back in turn."""
    [before] = await desk.changes.latest(ask, number + 1, None, 1)
    [now] = await desk.changes.latest(ask, made + 1, None, 1)
    title = Message("change-undone", {"undone": number, "number": made})
    label = Message("action-redo" if before.undoes is None else "action-undo")
    lines = _lines(now, desk.keeper.curated, await petitions_of(desk, ask, [now]))
    return Entry(title, tuple(lines)), Action(verb, str(made), label)


async def petitions_of(desk: Desk, ask: Ask, changes: Iterable[Change]) -> Mapping[str, Petition]:
    """The petitions that changes decided on, as far as they are still kept."""
    numbers = [part.key for change in changes for part in change.changed if part.kind == PETITIONS]
    return await desk.petitions.several(ask.community, numbers) if numbers else {}


def entry(change: Change, curated: Topics, petitions: Mapping[str, Petition] = MappingProxyType({})) -> Entry:
    """What a change is called and what it changed, with who made it and when.

    Of `petitions` it tells what members wrote: that is for moderators alone.
    """
    deed = Message(f"deed-{change.deed}", {"number": change.undoes or 0})
    title = Message("history-entry", {"number": change.number, "deed": deed})
    return Entry(title, tuple(_lines(change, curated, petitions)), Stamp(change.member, change.made_at))


def _lines(change: Change, curated: Topics, petitions: Mapping[str, Petition]) -> Iterator[Message]:
    for part in change.changed:
        if part.kind == PETITIONS and part.key in petitions:
            yield from decided(petitions[part.key], part)
    parts = [of for of in change.changed if of.kind != PETITIONS]
    for part in parts[:PARTS]:
        yield from differences(part, curated)
    if len(parts) > PARTS:
        yield Message("history-more", {"count": len(parts) - PARTS})
