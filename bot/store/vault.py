"""What the encryption of a device keeps. The vault knows no secret: who puts one in has encrypted it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.backend import Backend
from bot.store.database import Database
from bot.store.failures import told
from bot.store.migrating import Migrations, revision_of
from bot.store.moment import Clock, utc_now
from bot.store.schema import VAULT

SESSION, GROUP = LAPSING = "session", "group"
"""Kinds that have their use for a time: talks between devices, keys of rooms."""

# Of a statement: databases take some ten thousands of values in one.
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Name:
    """What something is called in a vault: of which kind, whose it is, and what it is called there."""

    kind: str
    owner: str = ""
    name: str = ""


def kept(backend: Backend, migrations: Migrations, device: str, name: Name) -> str | None:
    """What is called so in the vault of a device, beside a bot that serves; None where nothing is, or no vault."""
    if revision_of(backend, migrations) != migrations.head:
        return None
    of = VAULT.c.kind == name.kind, VAULT.c.owner == name.owner, VAULT.c.name == name.name
    engine = backend.reading()
    try:
        with told(backend.name), engine.begin() as connection:
            found: str | None = connection.scalar(select(VAULT.c.content).where(VAULT.c.device == device, *of))
            return found
    finally:
        engine.dispose()


class Vault:
    """Texts by their names. What is put in is found at once, and kept with `keep`, or with what else is kept.

    Whoever puts something in sees to it that nobody else does until it is kept or forgotten.
    """

    def __init__(self, database: Database, device: str, clock: Clock = utc_now) -> None:
        self._database = database
        self._device = device
        self._clock = clock
        # What is not kept yet; None is to be taken out.
        self._changes: dict[Name, str | None] = {}

    async def get(self, name: Name) -> str | None:
        """What is called so; None where nothing is."""
        if name in self._changes:
            return self._changes[name]
        wanted = VAULT.c.kind == name.kind, VAULT.c.owner == name.owner, VAULT.c.name == name.name
        async with self._database.transaction() as connection:
            query = select(VAULT.c.content).where(VAULT.c.device == self._device, *wanted)
            found: str | None = await connection.scalar(query)
            return found

    async def of(self, kind: str, owners: Collection[str], names: Collection[str] | None = None) -> dict[Name, str]:
        """All of a kind that these owners have, or of it what has one of these names; the latest first."""
        fresh = {name: of for name, of in reversed(self._changes.items()) if name.kind == kind and name.owner in owners}
        found = {name: of for name, of in fresh.items() if names is None or name.name in names}
        for name, content in (await self._stored(kind, list(owners), None if names is None else list(names))).items():
            found.setdefault(name, content)
        return {name: content for name, content in found.items() if content is not None}

    async def _stored(self, kind: str, owners: list[str], names: list[str] | None) -> dict[Name, str]:
        many, column = (owners, VAULT.c.owner) if names is None else (names, VAULT.c.name)
        fixed = [VAULT.c.device == self._device, VAULT.c.kind == kind]
        fixed += [] if names is None else [VAULT.c.owner.in_(owners)]
        found: dict[Name, str] = {}
        async with self._database.transaction() as connection:
            for start in range(0, len(many), AT_ONCE):
                of = column.in_(many[start : start + AT_ONCE])
                wanted = select(VAULT.c.owner, VAULT.c.name, VAULT.c.content).where(*fixed, of)
                rows = await connection.execute(wanted.order_by(VAULT.c.kept_at.desc(), VAULT.c.name))
                found |= {Name(kind, row.owner, row.name): row.content for row in rows}
        return found

    def put(self, name: Name, content: str) -> None:
        """Puts something in, in place of what was called so."""
        self._changes.pop(name, None)
        self._changes[name] = content

    def drop(self, name: Name) -> None:
        """Takes something out."""
        self._changes[name] = None

    @property
    def changed(self) -> bool:
        """Whether there is something to keep."""
        return bool(self._changes)

    async def keep(self) -> None:
        """Keeps all that was put in."""
        if self._changes:
            async with self._database.transaction() as connection:
                await self.write(connection)
            self.forget()

    async def write(self, connection: AsyncConnection) -> None:
        """Keeps it in a transaction; once that is over, it is to be forgotten here."""
        now = self._clock()
        gone = [(name.kind, name.owner, name.name) for name, content in self._changes.items() if content is None]
        rows = [
            {"device": self._device, "kind": name.kind, "owner": name.owner, "name": name.name, "content": content}
            for name, content in self._changes.items()
            if content is not None
        ]
        for start in range(0, len(gone), AT_ONCE):
            named = tuple_(VAULT.c.kind, VAULT.c.owner, VAULT.c.name).in_(gone[start : start + AT_ONCE])
            await connection.execute(delete(VAULT).where(VAULT.c.device == self._device, named))
        if rows:
            new = self._database.insert(VAULT)
            values = {"content": new.excluded.content, "kept_at": new.excluded.kept_at}
            put = new.on_conflict_do_update(index_elements=list(VAULT.primary_key.columns), set_=values)
            await connection.execute(put, [{**row, "kept_at": now} for row in rows])

    async def clear(self) -> None:
        """Empties it, and with it the vaults of devices before this one: nobody has the secrets to them any more."""
        async with self._database.transaction() as connection:
            await connection.execute(delete(VAULT))
        self.forget()

    def forget(self) -> None:
        """Lets go of what is not kept, or was just kept."""
        self._changes.clear()
