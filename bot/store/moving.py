"""Gives what a community owns to another: where a platform puts a new place where an old one was."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.content import Fields
from bot.store.database import Database
from bot.store.moment import Clock, utc_now
from bot.store.schema import CHANGE, CHANGED, COMMUNITY, DELIVERY, DOCUMENT, MISSED, PETITION, SCHEDULE
from bot.store.turns import turn

# In an order in which none refers to what is not there yet.
OWNED = DOCUMENT, CHANGED, PETITION, MISSED, SCHEDULE, DELIVERY


class Moving:
    """Moves what communities own."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def move(self, old: str, new: str, places: Mapping[str, str]) -> bool:
        """Gives all that the old community owns to the new one; what it says of `places` says their new names then.

        The two may be the same. False, and nothing is given, where the new one has changed something of its own.
        """
        async with self._database.transaction() as connection:
            if old == new:
                await _rename(connection, new, places)
                return True
            # In the order of their names, as everybody takes the turns of several communities.
            changes = {of: await turn(self._database, connection, of, self._clock()) for of in sorted((old, new))}
            if changes[new]:
                return False
            await _give(connection, old, new)
            await connection.execute(update(COMMUNITY).where(COMMUNITY.c.key == new).values(changes=changes[old]))
            await connection.execute(delete(COMMUNITY).where(COMMUNITY.c.key == old))
            await _rename(connection, new, places)
        return True


async def _give(connection: AsyncConnection, old: str, new: str) -> None:
    """Changes are copied, as what each changed refers to it; the old ones go with their community."""
    await connection.execute(delete(MISSED).where(MISSED.c.community == new))
    others = [column for column in CHANGE.columns if column is not CHANGE.c.community]
    copied = select(literal(new), *others).where(CHANGE.c.community == old)
    await connection.execute(insert(CHANGE).from_select([CHANGE.c.community, *others], copied))
    for table in OWNED:
        await connection.execute(update(table).where(table.c.community == old).values(community=new))


async def _rename(connection: AsyncConnection, community: str, places: Mapping[str, str]) -> None:
    """Says the new names of places where documents name them, and where posts are to go."""
    rows = await connection.execute(select(DOCUMENT).where(DOCUMENT.c.community == community))
    for row in rows.all():
        content = _renamed(row.content, places)
        if content != row.content:
            of = DOCUMENT.c.community == community, DOCUMENT.c.kind == row.kind, DOCUMENT.c.key == row.key
            await connection.execute(update(DOCUMENT).where(*of).values(content=content))
    for old, new in places.items():
        waiting = DELIVERY.c.community == community, DELIVERY.c.place == old, DELIVERY.c.ended_at.is_(None)
        await connection.execute(update(DELIVERY).where(*waiting).values(place=new))


def _renamed(content: Fields, places: Mapping[str, str]) -> Fields:
    return {name: places.get(value, value) if isinstance(value, str) else value for name, value in content.items()}
