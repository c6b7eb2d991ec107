"""Events that could not be decrypted when they were read: their keys may come later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Executable, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.content import Fields
from bot.store.database import Database
from bot.store.moment import Clock, utc_now
from bot.store.schema import UNREAD


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that waits for the key of its session."""

    place: str
    event: str
    session: str
    content: Fields


class Unread:
    """The events of an account that wait. Changes are kept with `write`, in the transaction of what else is kept."""

    def __init__(self, database: Database, account: str, clock: Clock = utc_now) -> None:
        self._database = database
        self._account = account
        self._clock = clock
        self._changes: list[Executable] = []
        # Whether there may be some.
        self._any = True

    def add(self, waiting: Waiting) -> None:
        """Has one wait, unless it does."""
        values = {"place": waiting.place, "event": waiting.event, "session": waiting.session}
        row = {"account": self._account, **values, "content": waiting.content, "read_at": self._clock()}
        self._changes.append(self._database.insert(UNREAD).values(**row).on_conflict_do_nothing())
        self._any = True

    def read(self, waiting: Waiting) -> None:
        """One has been read; it may never have waited."""
        if not self._any:
            return
        named = UNREAD.c.place == waiting.place, UNREAD.c.event == waiting.event
        self._changes.append(delete(UNREAD).where(UNREAD.c.account == self._account, *named))

    async def of(self, place: str, session: str) -> Sequence[Waiting]:
        """Those that wait for the key of a session, in the order in which they came."""
        named = UNREAD.c.place == place, UNREAD.c.session == session
        async with self._database.transaction() as connection:
            return await self._found(connection, *named)

    async def overdue(self, patience: timedelta, rest: timedelta) -> Sequence[Waiting]:
        """The first of each place that waits for so long, where nothing was told in that place for as long as `rest`.

        They are told of, and so are all others there.
        """
        if not self._any:
            return ()
        now = self._clock()
        async with self._database.transaction() as connection:
            waiting = await connection.scalar(select(UNREAD.c.place).where(UNREAD.c.account == self._account).limit(1))
            old = UNREAD.c.told_at.is_(None), UNREAD.c.read_at <= now - patience
            late = await self._found(connection, *old)
            told = UNREAD.c.account == self._account, UNREAD.c.told_at > now - rest
            lately = set(await connection.scalars(select(UNREAD.c.place).where(*told).distinct()))
        self._any = bool(waiting or self._changes)
        if late:
            mine = UNREAD.c.account == self._account, UNREAD.c.place.in_({of.place for of in late})
            self._changes.append(update(UNREAD).where(*mine, *old).values(told_at=now))
        first = {of.place: of for of in reversed(late)}
        return [of for place, of in first.items() if place not in lately]

    async def _found(self, connection: AsyncConnection, *which: object) -> list[Waiting]:
        columns = (UNREAD.c[name] for name in Waiting.__slots__)
        wanted = select(*columns).where(UNREAD.c.account == self._account, *which)  # type: ignore[arg-type]
        rows = await connection.execute(wanted.order_by(UNREAD.c.read_at, UNREAD.c.event))
        return [Waiting(*row) for row in rows]

    @property
    def changed(self) -> bool:
        """Whether there is something to keep."""
        return bool(self._changes)

    async def write(self, connection: AsyncConnection) -> None:
        """Keeps it in a transaction; once that is over, it is to be forgotten here."""
        for change in self._changes:
            await connection.execute(change)

    def forget(self) -> None:
        """Lets go of what is not kept, or was just kept."""
        self._changes.clear()
