"""Communities: the servers and rooms where the bot is, or was."""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.moment import Clock, utc_now
from bot.store.schema import COMMUNITY
from bot.store.turns import turns

# Databases take some ten thousands of values in a statement.
AT_ONCE = 10_000


class Communities:
    """Since when the bot is in a community, and since when no more. They are named as in `Ask.community`."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def joined(self, community: str) -> None:
        """The bot is there, for the first time or again."""
        async with self._database.transaction() as connection:
            await self._enter(connection, [community])

    async def left(self, community: str) -> None:
        """The bot is no longer there; the first word of it counts."""
        async with self._database.transaction() as connection:
            await self._leave(connection, [community])

    async def present(self, platform: str, communities: Collection[str], share: Container[str]) -> None:
        """These are all communities of a platform where the bot is; it left the others while nobody told.

        But for those that are not in the `share` that is known here: another process knows of them.
        """
        stands = COMMUNITY.c.key.startswith(f"{platform}:", autoescape=True)
        async with self._database.transaction() as connection:
            found = await connection.scalars(select(COMMUNITY.c.key).where(stands, COMMUNITY.c.left_at.is_(None)))
            known = set(found)
            await self._enter(connection, sorted(set(communities) - known))
        # In a transaction of its own: whoever holds several communities must have waited for them in their order.
        async with self._database.transaction() as connection:
            await self._leave(connection, sorted(of for of in known - set(communities) if of in share))

    async def _enter(self, connection: AsyncConnection, communities: Sequence[str]) -> None:
        insert = self._database.insert(COMMUNITY)
        statement = insert.on_conflict_do_update(index_elements=[COMMUNITY.c.key], set_={"left_at": None})
        rows = [{"key": community, "first_seen": self._clock()} for community in communities]
        if rows:
            await connection.execute(statement, rows)

    async def _leave(self, connection: AsyncConnection, communities: Sequence[str]) -> None:
        for start in range(0, len(communities), AT_ONCE):
            there = and_(COMMUNITY.c.key.in_(communities[start : start + AT_ONCE]), COMMUNITY.c.left_at.is_(None))
            await connection.execute(turns(there))
            await connection.execute(update(COMMUNITY).where(there).values(left_at=self._clock()))
