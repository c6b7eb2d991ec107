"""Turns: of all who change what one community owns, one goes on at a time, and the others wait for its transaction.

Whoever changes or counts several rows of a community takes its turn before all else. So limits are kept, numbers have
no gap, a community that is being deleted is missed by nobody, and no two wait for each other.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.schema import COMMUNITY


async def turn(
    database: Database, connection: AsyncConnection, community: str, now: datetime, *, changes: int = 0
) -> int:
    """Waits for the turn of a community, which is known from `now` if not before; holds it until the transaction ends.

    Counts so many more changes; the number of the last.
    """
    # One statement: between two, another process could delete the community.
    known = database.insert(COMMUNITY).values(key=community, first_seen=now, changes=changes)
    counted = {"changes": COMMUNITY.c.changes + changes}
    taken = known.on_conflict_do_update(index_elements=[COMMUNITY.c.key], set_=counted)
    number: int = (await connection.execute(taken.returning(COMMUNITY.c.changes))).scalar_one()
    return number


def turns(wanted: ColumnElement[bool]) -> Select[tuple[str]]:
    """Waits for the turns of several communities; everybody who takes more than one takes them in this order."""
    # As strong as what an UPDATE holds; SQLite has no rows to hold, and one who writes.
    return select(COMMUNITY.c.key).where(wanted).order_by(COMMUNITY.c.key).with_for_update(key_share=True)
