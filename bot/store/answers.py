"""What a platform is read by a token for, and the answers to it: each is given once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select, tuple_, update

from bot.store.content import Fields
from bot.store.database import Database
from bot.store.moment import Clock, utc_now
from bot.store.schema import ANSWER, READ, SEEN

# Of a statement: databases take some ten thousands of values in one.
AT_ONCE = 1_000


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

    async def keep(self, token: str, events: Collection[Event], answers: Sequence[Answer]) -> None:
        """Keeps up to where was read, what was seen there, and what is to be answered: all of it, or nothing."""
        now = self._clock()
        mine = {"account": self._account}
        seen = [{**mine, "place": event.place, "event": event.id, "seen_at": now} for event in events]
        rows = [{**mine, **_values(answer), "made_at": now, "number": n} for n, answer in enumerate(answers)]
        read = self._database.insert(READ).values(**mine, token=token)
        newer = read.on_conflict_do_update(index_elements=[READ.c.account], set_={"token": token})
        async with self._database.transaction() as connection:
            await connection.execute(newer)
            for table, of in ((SEEN, seen), (ANSWER, rows)):
                if of:
                    await connection.execute(self._database.insert(table).on_conflict_do_nothing(), of)

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

    def _is(self, answer: Answer) -> ColumnElement[bool]:
        open_ = ANSWER.c.ended_at.is_(None)
        return and_(ANSWER.c.account == self._account, ANSWER.c.key == answer.key, open_)


def _values(answer: Answer) -> Fields:
    """What is kept of a new answer."""
    fixed = {"key": answer.key, "place": answer.place, "kind": answer.kind, "upon": answer.upon}
    return {**fixed, "content": answer.content, "reason": ""}
