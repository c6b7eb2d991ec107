"""Gives what a community owns to another: where a platform puts a new place where an old one was."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.content import Fields
from bot.store.database import Database
from bot.store.deliveries import SENDING
from bot.store.moment import Clock, utc_now
from bot.store.schema import CHANGE, CHANGED, COMMUNITY, DELIVERY, DOCUMENT, MISSED, PETITION, SCHEDULE
from bot.store.turns import turn

# In an order in which none refers to what is not there yet.
OWNED = DOCUMENT, CHANGED, PETITION, MISSED, SCHEDULE, DELIVERY
# Where places are named: what stands, and what a change that is taken back makes of it.
NAMING = (DOCUMENT, ("content",)), (CHANGED, ("before", "after"))


@dataclass(frozen=True, slots=True)
class Moved:
    """Whether the new community has now what the old one had; how many posts may stand in an old place, or may not."""

    given: bool
    doubtful: int


class Moving:
    """Moves what communities own."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def move(self, old: str, new: str, places: Mapping[str, str]) -> Moved:
        """Gives all that the old community owns to the new one; what it says of `places` says their new names then.

        The two may be the same, and it may be done again. Nothing is given where each has changed something of its own.
        Posts that were made keep their dates and count in the new place; those that nobody is about to send go there.
        What may stand in the old place is looked for there, and goes once that is known: until then it is `doubtful`.
        """
        async with self._database.transaction() as connection:
            # In the order of their names, as everybody takes the turns of several communities.
            changes = {of: await turn(self._database, connection, of, self._clock()) for of in sorted({old, new})}
            given = old == new or not (changes[old] and changes[new])
            if given and old != new:
                await _give(connection, old, new)
                values = {"changes": max(changes.values())}
                await connection.execute(update(COMMUNITY).where(COMMUNITY.c.key == new).values(**values))
                await connection.execute(delete(COMMUNITY).where(COMMUNITY.c.key == old))
            await _rename(connection, new, places)
            return Moved(given, await _doubtful(connection, changes, places))


async def _give(connection: AsyncConnection, old: str, new: str) -> None:
    """Changes are copied, as what each changed refers to it; the old ones go with their community."""
    words = select(MISSED.c.words).where(MISSED.c.community == old)
    await connection.execute(delete(MISSED).where(MISSED.c.community == new, MISSED.c.words.in_(words)))
    others = [column for column in CHANGE.columns if column is not CHANGE.c.community]
    copied = select(literal(new), *others).where(CHANGE.c.community == old)
    await connection.execute(insert(CHANGE).from_select([CHANGE.c.community, *others], copied))
    for table in OWNED:
        await connection.execute(update(table).where(table.c.community == old).values(community=new))


async def _rename(connection: AsyncConnection, community: str, places: Mapping[str, str]) -> None:
    """Says the new names of places where documents and changes name them, and where posts stand or are to go."""
    for table, columns in NAMING:
        for row in (await connection.execute(select(table).where(table.c.community == community))).all():
            await _rename_in(connection, table, row, {name: _renamed(row._mapping[name], places) for name in columns})  # noqa: SLF001 - public in SQLAlchemy
    for old, new in places.items():
        here = DELIVERY.c.community == community, DELIVERY.c.place == old
        ended = update(DELIVERY).where(*here, DELIVERY.c.ended_at.is_not(None))
        await connection.execute(ended.values(place=new))
        # Whoever has one of these has seen the old place: it is taken from them before they say that it is sent.
        waiting = update(DELIVERY).where(*here, DELIVERY.c.ended_at.is_(None), DELIVERY.c.state != SENDING)
        await connection.execute(waiting.values(place=new, owner=None, not_before=DELIVERY.c.due))


async def _rename_in(connection: AsyncConnection, table: Table, row: Row[Any], values: Mapping[str, object]) -> None:
    kept = row._mapping  # noqa: SLF001 - as above
    if any(kept[name] != value for name, value in values.items()):
        of: list[ColumnElement[bool]] = [key == kept[key.name] for key in table.primary_key]
        await connection.execute(update(table).where(*of).values(**values))


def _renamed(content: Fields | None, places: Mapping[str, str]) -> Fields | None:
    if content is None:
        return None
    return {name: places.get(value, value) if isinstance(value, str) else value for name, value in content.items()}


async def _doubtful(connection: AsyncConnection, communities: Collection[str], places: Collection[str]) -> int:
    there = DELIVERY.c.community.in_(communities), DELIVERY.c.place.in_(places)
    open_ = select(func.count()).select_from(DELIVERY).where(*there, DELIVERY.c.ended_at.is_(None))
    return await connection.scalar(open_.where(DELIVERY.c.state == SENDING)) or 0
