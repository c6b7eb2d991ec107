"""What members asked about in vain: words and how often, and nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.moment import Clock, utc_now
from bot.store.schema import MISSED
from bot.store.turns import turn


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that found nothing, how often, and when last."""

    words: str
    times: int
    last_at: datetime


class Missed:
    """What communities asked about in vain; of each, the `most` that were asked last are kept."""

    def __init__(self, database: Database, most: int, clock: Clock = utc_now) -> None:
        self._database = database
        self._most = most
        self._clock = clock

    async def note(self, community: str, words: str) -> None:
        """These words found nothing."""
        now = self._clock()
        async with self._database.transaction() as connection:
            await turn(self._database, connection, community, now)
            row = self._database.insert(MISSED).values(community=community, words=words, times=1, last_at=now)
            again = {"times": MISSED.c.times + 1, "last_at": now}
            keys = [MISSED.c.community, MISSED.c.words]
            await connection.execute(row.on_conflict_do_update(index_elements=keys, set_=again))
            await self._drop_oldest(connection, community, words)

    async def most_wanted(self, community: str, offset: int = 0, limit: int = 20) -> list[Asked]:
        """What was asked most often, most often first."""
        wanted = select(MISSED).where(MISSED.c.community == community)
        ordered = wanted.order_by(MISSED.c.times.desc(), MISSED.c.last_at.desc(), MISSED.c.words)
        async with self._database.transaction() as connection:
            rows = (await connection.execute(ordered.offset(offset).limit(limit))).all()
        return [Asked(row.words, row.times, row.last_at) for row in rows]

    async def dismiss(self, community: str, words: str) -> None:
        """The moderators need not see these words any more."""
        of = MISSED.c.community == community, MISSED.c.words == words
        async with self._database.transaction() as connection:
            await connection.execute(delete(MISSED).where(*of))

    async def _drop_oldest(self, connection: AsyncConnection, community: str, noted: str) -> None:
        others = select(MISSED.c.words).where(MISSED.c.community == community, MISSED.c.words != noted)
        ordered = others.order_by(MISSED.c.last_at.desc(), MISSED.c.words)
        found = list(await connection.scalars(ordered.offset(self._most - 1)))
        if found:
            await connection.execute(delete(MISSED).where(MISSED.c.community == community, MISSED.c.words.in_(found)))
