"""Makes changes in a community, tells which were made, and takes them back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Container, Iterable, Sequence

from bot.communities import sheets
from bot.communities.keeper import TOPIC, Keeper
from bot.communities.likeness import spelt
from bot.errors import Conflict, NotAllowed, NotFound
from bot.model import Ask
from bot.store.ledger import PETITIONS, Change, Changed, Deed, Edit, Ledger
from bot.store.petitions import Petitions

UNDO = "undo"

Witness = Callable[[Ask, int], Awaitable[None]]
"""Hears who made a change, and its number. It raises nothing: what was made stays made."""


async def unseen(ask: Ask, number: int) -> None:
    """Where nobody wants to hear."""


class Changes:
    """The changes of communities. Whoever makes one is its asker, and it is seen at once."""

    def __init__(self, ledger: Ledger, petitions: Petitions, keeper: Keeper) -> None:
        self._ledger = ledger
        self._petitions = petitions
        self._keeper = keeper
        self._witness: Witness = unseen

    def watch(self, witness: Witness) -> None:
        """From now on lets somebody hear of every change."""
        self._witness = witness

    async def make(self, ask: Ask, deed: str, edits: Sequence[Edit], undoes: int | None = None) -> int:
        """Makes a change; its number. Conflict where something is no longer what was seen."""
        try:
            number = await self._ledger.change(ask.community, Deed(ask.member, deed, undoes), edits)
        finally:
            # Where it failed too: that somebody else was first is what has to be read now.
            self._keeper.changed(ask.community)
        await self._witness(ask, number)
        return number

    async def made(self, ask: Ask, number: int) -> Change:
        """A change of the asker's community by its number; NotFound where there is none."""
        made = await self._ledger.made(ask.community, number)
        if made is None:
            raise NotFound("change-unknown")
        return made

    async def latest(self, ask: Ask, below: int | None, of: tuple[str, str] | None, limit: int) -> list[Change]:
        """The changes of the asker's community, the latest first: those numbered `below`, those of a kind and key."""
        return await self._ledger.changes(ask.community, below=below, of=of, limit=limit)

    async def removed(self, ask: Ask, name: str) -> str:
        """The key of the topic that was last called so and is gone; nothing where there was none."""
        topics = (await self._keeper.state(ask.community)).sheets
        for gone in await self._ledger.removals(ask.community, TOPIC):
            was = sheets.read(gone.before or {}).over(gone.key, None)
            if gone.key not in topics and spelt(name) in map(spelt, was.spellings):
                return gone.key
        return ""

    async def undo(self, ask: Ask, number: int, kinds: Container[str]) -> int:
        """Puts back what stood there before a change; the number of the change that does so.

        It may be one of documents of these kinds, and no others: NotAllowed. Conflict where it was changed again since:
        that has to be taken back first. NotFound where there is no such.
        """
        made = await self.made(ask, number)
        for one in made.changed:
            if one.kind not in kinds:
                raise NotAllowed(f"undo-of-{one.kind}", number=number)
        edits = [edit async for edit in self._back(ask.community, made.changed)]
        if not edits:
            raise NotFound("change-empty")
        return await self.make(ask, UNDO, edits, number)

    async def _back(self, community: str, changed: Iterable[Changed]) -> AsyncIterator[Edit]:
        """The edits that take changes back; a petition whose member was forgotten, or that went on, is left alone."""
        for one in changed:
            if one.kind == PETITIONS:
                petition = await self._petitions.petition(community, one.key)
                if petition and one.before and petition.state == (one.after or {}).get("state"):
                    yield Edit(one.kind, one.key, one.before, petition.version)
                continue
            found = await self._ledger.document(community, one.kind, one.key)
            if (found.content if found else None) != one.after:
                raise Conflict("changed-since")
            if one.before != one.after:
                yield Edit(one.kind, one.key, one.before, found.version if found else 0)
