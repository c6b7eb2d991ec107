"""Leases: what one process at a time has, of several that serve over one database.

A lease runs out where its owner does not renew it. Its token grows with every new owner, so that whoever was stopped
meanwhile, and goes on as if nothing had been, is known by an older one: what it writes is refused (`fenced`).

The clocks of the machines are gone by; where they differ by less than a lease has left when it is renewed, nobody takes
what somebody still has.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreUnreachable
from bot.store.database import Database
from bot.store.moment import Clock, utc_now
from bot.store.schema import LEASE, TAKEN

OWNER_BYTES = 9
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Lease:
    """What is had, and the token that says so."""

    name: str
    token: int


class Leases:
    """The leases of a process. It has one `owner`'s name for all of them, which no other process has."""

    def __init__(self, database: Database, clock: Clock = utc_now, owner: str = "") -> None:
        self._database = database
        self._clock = clock
        self._owner = owner or secrets.token_urlsafe(OWNER_BYTES)

    async def hold(self, name: str, seconds: float) -> Lease | None:
        """Takes what nobody has, or renews what it has itself, for so long from now; None where another has it."""
        now = self._clock()
        until = now + timedelta(seconds=seconds)
        first = self._database.insert(LEASE).values(name=name, owner=self._owner, until=until, token=1)
        mine = LEASE.c.owner == self._owner
        token = LEASE.c.token + case((mine, 0), else_=1)
        taken = first.on_conflict_do_update(
            index_elements=[LEASE.c.name],
            set_={"owner": self._owner, "until": until, "token": token},
            where=or_(mine, LEASE.c.until <= now),
        )
        async with self._database.transaction() as connection:
            found: int | None = await connection.scalar(taken.returning(LEASE.c.token))
        return None if found is None else Lease(name, found)

    async def free(self, name: str, after: float = 0) -> bool:
        """Gives up what it has; nobody takes it for so many seconds yet. False where it has it no more."""
        now = self._clock()
        freed = {"owner": NOBODY, "until": now + timedelta(seconds=after)}
        mine = LEASE.c.name == name, LEASE.c.owner == self._owner, LEASE.c.until > now
        async with self._database.transaction() as connection:
            return (await connection.execute(update(LEASE).where(*mine).values(**freed))).rowcount == 1


class Taken:
    """What several processes are told of, and one acts on: whoever takes it first."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def take(self, key: str) -> bool:
        """Whether it is this process that is to act on it."""
        row = self._database.insert(TAKEN).values(key=key, taken_at=self._clock()).on_conflict_do_nothing()
        async with self._database.transaction() as connection:
            return (await connection.execute(row.returning(TAKEN.c.key))).first() is not None


def fenced(database: Database, lease: Lease) -> Database:
    """A database as the owner of a lease sees it: once another has the lease, every transaction is refused.

    It raises StoreUnreachable. A transaction holds the lease's row, so that nobody takes it over before what was
    written is kept.
    """
    mine = LEASE.c.name == lease.name, LEASE.c.token == lease.token

    async def still_mine(connection: AsyncConnection) -> None:
        if await connection.scalar(select(LEASE.c.token).where(*mine).with_for_update(read=True)) is None:
            raise StoreUnreachable("lease-lost", name=lease.name)

    return database.guarded(still_mine)
