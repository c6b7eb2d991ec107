"""What somebody works on, or has put before a community's moderators, and whether its member knows what came of it."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Conflict, LimitReached
from bot.store.content import Fields
from bot.store.database import Database
from bot.store.moment import Clock, utc_now
from bot.store.schema import PETITION
from bot.store.turns import turn

# 60 bits: it travels in the ids of buttons, and nobody guesses another's.
ID_BYTES = 8

# It is being written; it waits for the moderators; they decided; its own writer used it, or gave it up.
OPEN, WAITING, ACCEPTED, DECLINED = "open", "waiting", "accepted", "declined"
USED, GIVEN_UP = "used", "given-up"
# Whoever runs the bot saw to it.
CLOSED = "closed"
SETTLED = ACCEPTED, DECLINED, CLOSED


@dataclass(frozen=True, slots=True)
class Petition:
    """Something that a member wrote, and what came of it.

    `version` counts how often it changed; `member` is None where they were forgotten.
    """

    id: str
    member: str | None
    kind: str
    state: str
    version: int
    content: Fields
    reason: str
    made_at: datetime


class Petitions:
    """The petitions of communities; each may have so many that wait (`most_waiting`) and a member so many open."""

    def __init__(self, database: Database, most_waiting: int, most_open: int, clock: Clock = utc_now) -> None:
        self._database = database
        self._most_waiting = most_waiting
        self._most_open = most_open
        self._clock = clock

    async def begin(self, community: str, member: str, kind: str, content: Fields) -> Petition:
        """Keeps what somebody begins to write; of one who has too many open, the oldest makes place."""
        now = self._clock()
        made = Petition(secrets.token_urlsafe(ID_BYTES), member, kind, OPEN, 1, content, "", now)
        async with self._database.deed() as connection:
            await turn(self._database, connection, community, now)
            row = {"id": made.id, "member": member, "kind": kind, "state": OPEN, "version": 1, "content": content}
            times = {"made_at": now, "changed_at": now}
            await connection.execute(insert(PETITION).values(community=community, reason="", **row, **times))
            await self._drop_oldest(connection, community, made)
        return made

    async def petition(self, community: str, number: str) -> Petition | None:
        """One petition by its id."""
        of = PETITION.c.community == community, PETITION.c.id == number
        async with self._database.transaction() as connection:
            row = (await connection.execute(select(PETITION).where(*of))).first()
        return petition_of(row) if row else None

    async def several(self, community: str, numbers: Collection[str]) -> dict[str, Petition]:
        """Those of the petitions with these ids that are still there."""
        of = PETITION.c.community == community, PETITION.c.id.in_(numbers)
        async with self._database.transaction() as connection:
            return {row.id: petition_of(row) for row in await connection.execute(select(PETITION).where(*of))}

    async def rewrite(self, community: str, seen: Petition, content: Fields) -> Petition:
        """Gives a petition that is open or waits another content; Conflict where it is no longer what was seen."""
        return await self._update(community, seen, (OPEN, WAITING), content=content)

    async def send(self, community: str, seen: Petition) -> Petition:
        """Puts an open petition before the moderators; LimitReached where too many wait already."""
        async with self._database.deed() as connection:
            await turn(self._database, connection, community, self._clock())
            sent = await self._updated(connection, community, seen, (OPEN,), state=WAITING)
            of = PETITION.c.community == community, PETITION.c.state == WAITING
            count = await connection.scalar(select(func.count()).select_from(PETITION).where(*of)) or 0
            if count > self._most_waiting:
                raise LimitReached("too-many-waiting", limit=self._most_waiting)
        return sent

    async def give_up(self, community: str, seen: Petition) -> None:
        """Ends what its member no longer wants."""
        await self._update(community, seen, (OPEN, WAITING), state=GIVEN_UP)

    async def waiting(self, community: str, offset: int = 0, limit: int = 1) -> list[Petition]:
        """What waits for the moderators, the oldest first."""
        of = PETITION.c.community == community, PETITION.c.state == WAITING
        wanted = select(PETITION).where(*of).order_by(PETITION.c.made_at, PETITION.c.id)
        async with self._database.transaction() as connection:
            rows = (await connection.execute(wanted.offset(offset).limit(limit))).all()
        return [petition_of(row) for row in rows]

    async def count_waiting(self, community: str) -> int:
        """How many wait for the moderators."""
        return sum((await self.counts_waiting(community)).values())

    async def counts_waiting(self, community: str) -> dict[str, int]:
        """How many of each kind wait for the moderators; of a kind of which none does, nothing."""
        of = PETITION.c.community == community, PETITION.c.state == WAITING
        wanted = select(PETITION.c.kind, func.count().label("waiting")).where(*of).group_by(PETITION.c.kind)
        async with self._database.transaction() as connection:
            return {row.kind: row.waiting for row in await connection.execute(wanted)}

    async def count_of(self, community: str, member: str, state: str) -> int:
        """How many of a member's petitions are in a state."""
        of = PETITION.c.community == community, PETITION.c.member == member, PETITION.c.state == state
        async with self._database.transaction() as connection:
            return await connection.scalar(select(func.count()).select_from(PETITION).where(*of)) or 0

    async def untold(self, community: str, member: str, limit: int = 5) -> list[Petition]:
        """A member's petitions that were decided without their knowing it, the oldest first."""
        of = PETITION.c.community == community, PETITION.c.member == member, PETITION.c.told_at.is_(None)
        wanted = select(PETITION).where(*of, PETITION.c.state.in_(SETTLED)).order_by(PETITION.c.changed_at)
        async with self._database.transaction() as connection:
            return [petition_of(row) for row in (await connection.execute(wanted.limit(limit))).all()]

    async def untold_members(self, community: str) -> frozenset[str]:
        """The members of a community who do not know yet what came of something that they wrote."""
        of = PETITION.c.community == community, PETITION.c.state.in_(SETTLED), PETITION.c.told_at.is_(None)
        wanted = select(PETITION.c.member).where(*of, PETITION.c.member.is_not(None)).distinct()
        async with self._database.transaction() as connection:
            return frozenset(await connection.scalars(wanted))

    async def told(self, community: str, numbers: Collection[str]) -> None:
        """Their members know what came of these."""
        of = PETITION.c.community == community, PETITION.c.id.in_(numbers)
        async with self._database.transaction() as connection:
            await connection.execute(update(PETITION).where(*of).values(told_at=self._clock()))

    async def _update(self, community: str, seen: Petition, states: Collection[str], **values: object) -> Petition:
        async with self._database.deed() as connection:
            return await self._updated(connection, community, seen, states, **values)

    async def _updated(
        self, connection: AsyncConnection, community: str, seen: Petition, states: Collection[str], **values: object
    ) -> Petition:
        of = PETITION.c.community == community, PETITION.c.id == seen.id
        as_seen = PETITION.c.version == seen.version, PETITION.c.state.in_(states)
        changed = (
            update(PETITION).where(*of, *as_seen).values(version=seen.version + 1, changed_at=self._clock(), **values)
        )
        row = (await connection.execute(changed.returning(PETITION))).first()
        if row is None:
            raise Conflict("changed-meanwhile")
        return petition_of(row)

    async def _drop_oldest(self, connection: AsyncConnection, community: str, made: Petition) -> None:
        mine = PETITION.c.community == community, PETITION.c.member == made.member, PETITION.c.state == OPEN
        others = select(PETITION.c.id).where(*mine, PETITION.c.id != made.id)
        ordered = others.order_by(PETITION.c.made_at.desc(), PETITION.c.id)
        found = list(await connection.scalars(ordered.offset(self._most_open - 1)))
        if found:
            await connection.execute(
                delete(PETITION).where(PETITION.c.community == community, PETITION.c.id.in_(found))
            )


def petition_of(row: Row[tuple[object, ...]]) -> Petition:
    """The petition of a row."""
    return Petition(row.id, row.member, row.kind, row.state, row.version, row.content, row.reason, row.made_at)
