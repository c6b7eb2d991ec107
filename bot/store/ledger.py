"""What communities decided: documents as they stand, and every change to them, with who made it.

A change is made whole or not at all, and only to what its maker has seen: whoever comes second is told of the first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from types import MappingProxyType

from sqlalchemy import Row, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Conflict, LimitReached, StoreUncertain
from bot.store.content import Fields
from bot.store.database import Database
from bot.store.doubt import settle
from bot.store.moment import Clock, utc_now
from bot.store.schema import CHANGE, CHANGED, COMMUNITY, DOCUMENT, PETITION
from bot.store.turns import turn

PETITIONS = "petition"
"""The kind of what is no document: the state of a petition and the reason for it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it stands; `version` is the number of the change that left it so."""

    content: Fields
    version: int


@dataclass(frozen=True, slots=True)
class Edit:
    """What a document is to become: None removes it. `version` is that of what was seen; 0 where there was nothing."""

    kind: str
    key: str
    after: Fields | None
    version: int


@dataclass(frozen=True, slots=True)
class Deed:
    """Who changes something, what it is called, and the number of the change that it takes back."""

    member: str
    name: str
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change made of one document."""

    kind: str
    key: str
    before: Fields | None
    after: Fields | None


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the audit log; `member` is None where whoever made it was forgotten."""

    number: int
    made_at: datetime
    member: str | None
    deed: str
    undoes: int | None
    changed: tuple[Changed, ...] = field(default=())


Derive = Callable[[AsyncConnection, str, str, Fields | None], Awaitable[None]]
"""Makes what is kept beside a document from what it became: of a community, by its key."""

Rule = Callable[[Mapping[str, Fields | None], Mapping[str, Fields]], None]
"""Refuses what must not be, with a BotError: given what the documents that were changed said before, by key (None where
there was none), and all documents of their kind as they would stand."""


class Ledger:
    """The documents and changes of communities. `most` says how many documents of a kind one of them may have.

    `derived` makes what else is kept of the documents of a kind, with every change of them and in its transaction.
    `rules` hold for the documents of a kind, whoever changes them and however.
    """

    def __init__(
        self,
        database: Database,
        most: Mapping[str, int],
        clock: Clock = utc_now,
        derived: Mapping[str, Derive] = MappingProxyType({}),
        rules: Mapping[str, Rule] = MappingProxyType({}),
    ) -> None:
        self._database = database
        self._most = most
        self._clock = clock
        self._derived = derived
        self._rules = rules

    async def revision(self, community: str) -> int:
        """The number of a community's last change; 0 where there was none."""
        async with self._database.transaction() as connection:
            found = await connection.scalar(select(COMMUNITY.c.changes).where(COMMUNITY.c.key == community))
        return found or 0

    async def everything(self, community: str) -> tuple[int, dict[str, dict[str, Document]]]:
        """The number of a community's last change, and all its documents by kind and key.

        What is changed meanwhile may be among them already, and is seen to be new the next time.
        """
        revision = await self.revision(community)
        wanted = select(DOCUMENT).where(DOCUMENT.c.community == community).order_by(DOCUMENT.c.kind, DOCUMENT.c.key)
        found: dict[str, dict[str, Document]] = {}
        async with self._database.transaction() as connection:
            for row in await connection.execute(wanted):
                found.setdefault(row.kind, {})[row.key] = Document(row.content, row.version)
        return revision, found

    async def documents(self, community: str, kind: str) -> dict[str, Document]:
        """A community's documents of a kind by their keys, in the order of these."""
        async with self._database.transaction() as connection:
            return await _documents(connection, community, kind)

    async def document(self, community: str, kind: str, key: str) -> Document | None:
        """One document; None where there is none."""
        async with self._database.transaction() as connection:
            return await _document(connection, community, kind, key)

    async def change(self, community: str, deed: Deed, edits: Sequence[Edit]) -> int:
        """Makes a change; its number.

        Conflict where a document is no longer what was seen, LimitReached where a community would have too many,
        StoreUncertain where the database fell silent over it and stays away.
        """
        made = Change(0, self._clock(), deed.member, deed.name, deed.undoes)
        try:
            async with self._database.deed() as connection:
                number = await turn(self._database, connection, community, made.made_at, changes=1)
                made = replace(made, number=number)
                await self._make(connection, community, made, edits)
        except StoreUncertain as doubt:
            await settle(doubt, partial(self._was_made, community, made))
        return made.number

    async def changes(
        self, community: str, *, below: int | None = None, of: tuple[str, str] | None = None, limit: int = 10
    ) -> list[Change]:
        """A community's changes, the latest first: those numbered `below`; all, or those `of` a kind and key."""
        wanted = select(CHANGE).where(CHANGE.c.community == community)
        if below is not None:
            wanted = wanted.where(CHANGE.c.number < below)
        if of is not None:
            wanted = wanted.where(CHANGE.c.number.in_(_numbers(community, *of)))
        async with self._database.transaction() as connection:
            rows = (await connection.execute(wanted.order_by(CHANGE.c.number.desc()).limit(limit))).all()
            return await _with_changed(connection, community, rows)

    async def removals(self, community: str, kind: str, limit: int = 500) -> list[Changed]:
        """What was removed of a kind, the latest first; it may be there again."""
        of = CHANGED.c.community == community, CHANGED.c.kind == kind, CHANGED.c.after.is_(None)
        wanted = select(CHANGED).where(*of).order_by(CHANGED.c.number.desc(), CHANGED.c.key).limit(limit)
        async with self._database.transaction() as connection:
            return [_changed(row) for row in await connection.execute(wanted)]

    async def made(self, community: str, number: int) -> Change | None:
        """One change by its number."""
        found = await self.changes(community, below=number + 1, limit=1)
        return found[0] if found and found[0].number == number else None

    async def _make(self, connection: AsyncConnection, community: str, made: Change, edits: Sequence[Edit]) -> None:
        entry = {"number": made.number, "made_at": made.made_at, "member": made.member, "deed": made.deed}
        await connection.execute(insert(CHANGE).values(community=community, undoes=made.undoes, **entry))
        changed: dict[str, dict[str, Fields | None]] = {}
        for edit in edits:
            before = await self._edit(connection, community, edit, made.number)
            changed.setdefault(edit.kind, {})[edit.key] = before
            told = {"kind": edit.kind, "key": edit.key, "before": before, "after": edit.after}
            await connection.execute(insert(CHANGED).values(community=community, number=made.number, **told))
            if edit.kind in self._derived:
                await self._derived[edit.kind](connection, community, edit.key, edit.after)
        for kind in changed.keys() & self._most.keys():
            await self._check_number(connection, community, kind)
        for kind in changed.keys() & self._rules.keys():
            documents = await _documents(connection, community, kind)
            self._rules[kind](changed[kind], {key: of.content for key, of in documents.items()})

    async def _was_made(self, community: str, made: Change) -> bool:
        """Whether a change was made.

        Its transaction held the community's turn: with that in our hands it has ended, and can no longer be made.
        Another process's change may bear its number then, but not its microsecond.
        """
        of = CHANGE.c.community == community, CHANGE.c.number == made.number, CHANGE.c.made_at == made.made_at
        async with self._database.transaction() as connection:
            await turn(self._database, connection, community, made.made_at)
            return bool(await connection.scalar(select(func.count()).select_from(CHANGE).where(*of)))

    async def _edit(self, connection: AsyncConnection, community: str, edit: Edit, number: int) -> Fields | None:
        """Makes one edit; what stood there before."""
        if edit.kind == PETITIONS:
            return await self._settle(connection, community, edit)
        found = await _document(connection, community, edit.kind, edit.key)
        if (found.version if found else 0) != edit.version:
            raise Conflict("changed-meanwhile")
        row = DOCUMENT.c.community == community, DOCUMENT.c.kind == edit.kind, DOCUMENT.c.key == edit.key
        if edit.after is None:
            await connection.execute(delete(DOCUMENT).where(*row))
        elif found:
            await connection.execute(update(DOCUMENT).where(*row).values(version=number, content=edit.after))
        else:
            kept = {"kind": edit.kind, "key": edit.key, "version": number, "content": edit.after}
            await connection.execute(insert(DOCUMENT).values(community=community, **kept))
        return found.content if found else None

    async def _settle(self, connection: AsyncConnection, community: str, edit: Edit) -> Fields:
        """Gives a petition another state; the state that it had. Its content is its member's and not told here."""
        row = PETITION.c.community == community, PETITION.c.id == edit.key
        locked = select(PETITION.c.state, PETITION.c.reason, PETITION.c.version).where(*row).with_for_update()
        found = (await connection.execute(locked)).first()
        if found is None or found.version != edit.version or edit.after is None:
            raise Conflict("changed-meanwhile")
        values = {**edit.after, "version": found.version + 1, "changed_at": self._clock(), "told_at": None}
        await connection.execute(update(PETITION).where(*row).values(**values))
        return {"state": found.state, "reason": found.reason}

    async def _check_number(self, connection: AsyncConnection, community: str, kind: str) -> None:
        of = DOCUMENT.c.community == community, DOCUMENT.c.kind == kind
        count = await connection.scalar(select(func.count()).select_from(DOCUMENT).where(*of)) or 0
        if count > self._most[kind]:
            raise LimitReached(f"too-many-{kind}", limit=self._most[kind])


async def _document(connection: AsyncConnection, community: str, kind: str, key: str) -> Document | None:
    of = DOCUMENT.c.community == community, DOCUMENT.c.kind == kind, DOCUMENT.c.key == key
    row = (await connection.execute(select(DOCUMENT).where(*of))).first()
    return Document(row.content, row.version) if row else None


async def _documents(connection: AsyncConnection, community: str, kind: str) -> dict[str, Document]:
    wanted = select(DOCUMENT).where(DOCUMENT.c.community == community, DOCUMENT.c.kind == kind)
    rows = (await connection.execute(wanted.order_by(DOCUMENT.c.key))).all()
    return {row.key: Document(row.content, row.version) for row in rows}


def _changed(row: Row[tuple[object, ...]]) -> Changed:
    return Changed(row.kind, row.key, row.before, row.after)


def _numbers(community: str, kind: str, key: str) -> Select[tuple[int]]:
    """The numbers of the changes of one document."""
    return select(CHANGED.c.number).where(
        CHANGED.c.community == community, CHANGED.c.kind == kind, CHANGED.c.key == key
    )


async def _with_changed(
    connection: AsyncConnection, community: str, rows: Sequence[Row[tuple[object, ...]]]
) -> list[Change]:
    """The changes of these rows, each with what it changed."""
    numbers = [row.number for row in rows]
    wanted = select(CHANGED).where(CHANGED.c.community == community, CHANGED.c.number.in_(numbers))
    found: dict[int, list[Changed]] = {number: [] for number in numbers}
    for row in await connection.execute(wanted.order_by(CHANGED.c.kind, CHANGED.c.key)):
        found[row.number].append(_changed(row))
    return [Change(row.number, row.made_at, row.member, row.deed, row.undoes, tuple(found[row.number])) for row in rows]
