"""What a platform is read by a token for, and the answers to it: each is given once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from sqlalchemy import ColumnElement, and_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.content import Fields
from bot.store.database import Database
from bot.store.moment import Clock, utc_now
from bot.store.schema import ANSWER, BEGUN, READ, SEEN

# Of a statement: databases take some ten thousands of values in one.
AT_ONCE = 1_000


class Beside(Protocol):
    """What is kept beside answers."""

    async def write(self, connection: AsyncConnection) -> None:
        """Keeps it in a transaction; once that is over, it is to be forgotten here."""

    def forget(self) -> None:
        """Lets go of what is not kept, or was just kept."""


@dataclass(frozen=True, slots=True)
class Event:
    """What was read: what the platform calls the place and the event."""

    place: str
    id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that waits to be sent, or may have been: then it says since when, and from which device.

    It is of a `kind` of the platform's; where it is put `upon` another, that is sent before.
    """

    key: str
    place: str
    kind: str
    content: Fields
    upon: str | None = None
    made_at: datetime | None = None
    first_send: datetime | None = None
    device: str | None = None


class Answers:
    """How far an account has been read, what it has seen, what it is to send."""

    def __init__(self, database: Database, account: str, clock: Clock = utc_now) -> None:
        self._database = database
        self._account = account
        self._clock = clock

    async def token(self) -> str | None:
        """Up to where the account was read; None where it never was."""
        async with self._database.transaction() as connection:
            found: str | None = await connection.scalar(select(READ.c.token).where(READ.c.account == self._account))
            return found

    async def seen(self, events: Sequence[Event]) -> set[Event]:
        """Those of these events that were seen before."""
        found: set[Event] = set()
        async with self._database.transaction() as connection:
            for start in range(0, len(events), AT_ONCE):
                named = [(event.place, event.id) for event in events[start : start + AT_ONCE]]
                of = SEEN.c.account == self._account, tuple_(SEEN.c.place, SEEN.c.event).in_(named)
                rows = await connection.execute(select(SEEN.c.place, SEEN.c.event).where(*of))
                found |= {Event(row.place, row.event) for row in rows}
        return found

    def doing(self, event: Event) -> AbstractContextManager[None]:
        """What is done meanwhile is done for this event, and kept together with that."""
        return self._database.marked(partial(self._begin, event))

    async def begun(self, event: Event) -> bool:
        """Whether something was done for an event before, which a process did not live to answer."""
        of = BEGUN.c.account == self._account, BEGUN.c.place == event.place, BEGUN.c.event == event.id
        async with self._database.transaction() as connection:
            return await connection.scalar(select(BEGUN.c.begun_at).where(*of)) is not None

    async def _begin(self, event: Event, connection: AsyncConnection) -> None:
        row = {"account": self._account, "place": event.place, "event": event.id, "begun_at": self._clock()}
        await connection.execute(self._database.insert(BEGUN).values(**row).on_conflict_do_nothing())

    async def keep(
        self, token: str, events: Collection[Event], answers: Sequence[Answer], beside: Sequence[Beside] = ()
    ) -> None:
        """Keeps up to where was read, what was seen there, and what is to be answered: all of it, or nothing."""
        now = self._clock()
        mine = {"account": self._account}
        seen = [{**mine, "place": event.place, "event": event.id, "seen_at": now} for event in events]
        rows = self._rows(answers, now)
        read = self._database.insert(READ).values(**mine, token=token)
        newer = read.on_conflict_do_update(index_elements=[READ.c.account], set_={"token": token})
        async with self._database.transaction() as connection:
            await connection.execute(newer)
            for table, of in ((SEEN, seen), (ANSWER, rows)):
                if of:
                    await connection.execute(self._database.insert(table).on_conflict_do_nothing(), of)
            for part in beside:
                await part.write(connection)
        for part in beside:
            part.forget()

    async def add(self, answers: Sequence[Answer]) -> None:
        """Keeps what is to be sent though nothing that was read asks for it; what is kept already stays as it is."""
        async with self._database.transaction() as connection:
            await self.write(answers, connection)

    async def write(self, answers: Sequence[Answer], connection: AsyncConnection) -> None:
        """Does so in a transaction of somebody else's."""
        if answers:
            rows = self._rows(answers, self._clock())
            await connection.execute(self._database.insert(ANSWER).on_conflict_do_nothing(), rows)

    async def first(self) -> Answer | None:
        """The answer that is to be sent next: of those that wait the oldest, what is put upon others after the rest."""
        mine = ANSWER.c.account == self._account, ANSWER.c.ended_at.is_(None)
        order = ANSWER.c.upon.is_not(None), ANSWER.c.made_at, ANSWER.c.number
        wanted = select(*(ANSWER.c[name] for name in Answer.__slots__)).where(*mine).order_by(*order).limit(1)
        async with self._database.transaction() as connection:
            row = (await connection.execute(wanted)).first()
        return Answer(**row._mapping) if row else None  # noqa: SLF001 - public in SQLAlchemy, as in deliveries

    async def message(self, key: str) -> str | None:
        """What the platform calls the answer of a key; None where it was not sent."""
        of = ANSWER.c.account == self._account, ANSWER.c.key == key
        async with self._database.transaction() as connection:
            found: str | None = await connection.scalar(select(ANSWER.c.message).where(*of))
            return found

    async def intend(self, answer: Answer, device: str, *, anew: bool) -> None:
        """Says, before it is sent, that it will be, and from which device; `anew` where it certainly stands nowhere."""
        if anew or answer.first_send is None:
            await self._change(answer, {"first_send": self._clock(), "device": device})

    async def sent(self, answer: Answer, message: str) -> None:
        """It stands there, under this name."""
        await self._change(answer, {"message": message, "ended_at": self._clock(), "content": None})

    async def failed(self, answer: Answer, reason: str) -> None:
        """It will not be sent."""
        await self._change(answer, {"reason": reason, "ended_at": self._clock(), "content": None})

    async def _change(self, answer: Answer, values: Fields) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(update(ANSWER).where(self._is(answer)).values(**values))

    def _rows(self, answers: Sequence[Answer], now: datetime) -> list[Fields]:
        """What is kept of new answers."""
        mine = {"account": self._account, "made_at": now}
        return [{**mine, **_values(answer), "number": number} for number, answer in enumerate(answers)]

    def _is(self, answer: Answer) -> ColumnElement[bool]:
        open_ = ANSWER.c.ended_at.is_(None)
        return and_(ANSWER.c.account == self._account, ANSWER.c.key == answer.key, open_)


def _values(answer: Answer) -> Fields:
    """What is kept of a new answer."""
    fixed = {"key": answer.key, "place": answer.place, "kind": answer.kind, "upon": answer.upon}
    return {**fixed, "content": answer.content, "reason": ""}
