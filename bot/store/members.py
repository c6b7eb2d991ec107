"""What is kept of a member, in whatever community: it is theirs to see and to take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ColumnElement, delete, func, or_, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import private_community
from bot.store.content import Fields
from bot.store.database import Database
from bot.store.schema import CHANGE, COMMUNITY, PETITION
from bot.store.turns import turns


@dataclass(frozen=True, slots=True)
class Written:
    """Something that a member wrote, and where."""

    community: str
    kind: str
    state: str
    content: Fields
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """All that is kept of a member: what they wrote, and how many changes of communities bear their name."""

    written: tuple[Written, ...]
    changes: int


class Members:
    """What is kept of members, by platform and the id that they have there: it is the same in all its communities."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self, platform: str, member: str) -> Known:
        """All that is kept of a member."""
        async with self._database.transaction() as connection:
            return await _known(connection, platform, member)

    async def forget(self, platform: str, member: str) -> Known:
        """Deletes what a member wrote, and their name from the changes that they made; what that was.

        What bears their name because it was theirs alone goes whole.
        """
        wrote, made = _wrote(platform, member), _made(platform, member)
        own = private_community(platform, member)
        concerned = union(select(PETITION.c.community).where(*wrote), select(CHANGE.c.community).where(*made))
        async with self._database.deed() as connection:
            await connection.execute(turns(COMMUNITY.c.key.in_(concerned)))
            found = await _known(connection, platform, member)
            await connection.execute(delete(PETITION).where(*wrote))
            await connection.execute(update(CHANGE).where(*made).values(member=None))
            await connection.execute(delete(COMMUNITY).where(COMMUNITY.c.key == own))
        return found


async def _known(connection: AsyncConnection, platform: str, member: str) -> Known:
    wanted = select(PETITION).where(*_wrote(platform, member)).order_by(PETITION.c.made_at, PETITION.c.id)
    made = select(func.count()).select_from(CHANGE).where(*_made(platform, member))
    rows = (await connection.execute(wanted)).all()
    written = (Written(row.community, row.kind, row.state, row.content, row.made_at) for row in rows)
    return Known(tuple(written), await connection.scalar(made) or 0)


def _wrote(platform: str, member: str) -> tuple[ColumnElement[bool], ...]:
    return PETITION.c.member == member, _on(PETITION.c.community, platform)


def _made(platform: str, member: str) -> tuple[ColumnElement[bool], ...]:
    return CHANGE.c.member == member, _on(CHANGE.c.community, platform)


def _on(community: Column[str], platform: str) -> ColumnElement[bool]:
    """Whether a community is on a platform: named after it, or the only one there."""
    return or_(community == platform, community.startswith(f"{platform}:", autoescape=True))
