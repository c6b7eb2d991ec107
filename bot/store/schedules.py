"""When schedules are due. What a schedule is stands in the ledger, as a document of a kind of its own.

So who changed it is told, and undone, as of all that a community decides; the table holds what the clock asks every few
seconds, made anew with every change of the document and in the same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import ColumnElement, Row, Update, and_, delete, exists, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.content import Fields
from bot.store.database import Database
from bot.store.deliveries import PLANNED, POST, SKIPPED, delivery_key
from bot.store.moment import Clock, utc_now
from bot.store.schema import COMMUNITY, DELIVERY, DOCUMENT, SCHEDULE

KIND = "schedule"
"""The kind of the documents."""

# Others who write wait for so many; so long that is not felt.
AT_ONCE = 50

Found = Row[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A local date on which a schedule posts, and when that is."""

    date: date
    due: datetime


@dataclass(frozen=True, slots=True)
class Passed:
    """A slot that has come: where its post goes, until when it may; why it does not, where `reason` says so."""

    slot: Slot
    place: str
    until: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The slots of a schedule that have come, and the one that comes next."""

    passed: tuple[Passed, ...]
    following: Slot | None


class Timing(Protocol):
    """What knows the calendar: it reads the documents of schedules."""

    @property
    def rules(self) -> str:
        """The version of the time zones' rules."""

    def following(self, content: Fields, after: date | None, now: datetime) -> Slot | None:
        """The first slot later than now and than the slot `after`; None where none will come."""

    def again(self, content: Fields, slot: date) -> Slot:
        """The same slot, by the rules as they are now."""

    def outlook(self, content: Fields, slot: date, now: datetime) -> Outlook:
        """What has come since a slot, that one included, and what comes next."""


@dataclass(frozen=True, slots=True)
class Due:
    """How a schedule stands: what comes next, since when its posts are refused, when the bot stopped trying."""

    following: Slot | None
    refused_since: datetime | None
    stopped_at: datetime | None


class Schedules:
    """The schedules of all communities, as the clock sees them."""

    def __init__(self, database: Database, timing: Timing, clock: Clock = utc_now, at_once: int = AT_ONCE) -> None:
        self._database = database
        self._timing = timing
        self._clock = clock
        self._at_once = at_once

    async def derive(self, connection: AsyncConnection, community: str, key: str, after: Fields | None) -> None:
        """What a ledger does with a schedule's document: a schedule that was changed is tried anew."""
        of = SCHEDULE.c.community == community, SCHEDULE.c.key == key
        # Whoever plans has it first, or not before the end of this.
        await connection.execute(select(SCHEDULE.c.key).where(*of).with_for_update())
        await connection.execute(delete(SCHEDULE).where(*of))
        if after is not None:
            following = self._timing.following(after, await _last(connection, community, key), self._clock())
            values = {**_next(following), "rules": self._timing.rules}
            await connection.execute(SCHEDULE.insert().values(community=community, key=key, **values))

    async def due(self, community: str, key: str) -> Due | None:
        """How a schedule stands; None where there is none."""
        of = SCHEDULE.c.community == community, SCHEDULE.c.key == key
        async with self._database.transaction() as connection:
            row = (await connection.execute(select(SCHEDULE).where(*of))).first()
        if row is None:
            return None
        slot = Slot(row.next_slot, row.next_due) if row.next_slot else None
        return Due(slot, row.refused_since, row.stopped_at)

    async def refused(self, community: str) -> set[str]:
        """The keys of a community's schedules whose posts have been refused of late."""
        of = SCHEDULE.c.community == community, SCHEDULE.c.refused_since.is_not(None)
        async with self._database.transaction() as connection:
            return set(await connection.scalars(select(SCHEDULE.c.key).where(*of)))

    async def plan(self) -> int:
        """Makes deliveries of the slots that have come, of so many schedules at once; of how many.

        A slot that was planned before stays as it is: not the clock keeps it from being planned twice.
        """
        now = self._clock()
        # Of each that is due: asked by IN, SQLite would go through the schedules of all communities.
        here = exists().where(COMMUNITY.c.key == SCHEDULE.c.community, COMMUNITY.c.left_at.is_(None))
        wanted = SCHEDULE.c.next_due <= now, here
        async with self._database.transaction() as connection:
            found = await _locked(connection, and_(*wanted), self._at_once)
            # Read only now: they are as new as the rows, or newer.
            contents = await _contents(connection, found)
            for row in found:
                seen = self._timing.outlook(contents[row.community, row.key], row.next_slot, now)
                await self._pass(connection, row, seen, now)
        return len(found)

    async def reckon(self) -> int:
        """Reckons anew when what was reckoned by other rules of time zones is due, of so many at once; of how many."""
        rules = self._timing.rules
        async with self._database.transaction() as connection:
            found = await _locked(connection, SCHEDULE.c.rules != rules, self._at_once)
            contents = await _contents(connection, found)
            for row in found:
                slot = row.next_slot and self._timing.again(contents[row.community, row.key], row.next_slot)
                await connection.execute(_update(row).values(rules=rules, **_next(slot)))
        return len(found)

    async def _pass(self, connection: AsyncConnection, row: Found, seen: Outlook, now: datetime) -> None:
        rows = [_delivery(row.community, row.key, passed, now) for passed in seen.passed]
        if rows:
            await connection.execute(self._database.insert(DELIVERY).on_conflict_do_nothing(), rows)
        await connection.execute(_update(row).values(**_next(seen.following)))


async def _last(connection: AsyncConnection, community: str, key: str) -> date | None:
    """The last slot of a schedule that was planned."""
    of = DELIVERY.c.community == community, DELIVERY.c.schedule == key, DELIVERY.c.kind == POST
    found: date | None = await connection.scalar(select(func.max(DELIVERY.c.slot)).where(*of))
    return found


async def _locked(connection: AsyncConnection, wanted: ColumnElement[bool], limit: int) -> Sequence[Found]:
    """The rows of schedules that nobody else has in hand."""
    statement = select(SCHEDULE).where(wanted).order_by(SCHEDULE.c.next_due).limit(limit)
    return (await connection.execute(statement.with_for_update(skip_locked=True))).all()


async def _contents(connection: AsyncConnection, found: Sequence[Found]) -> dict[tuple[str, str], Fields]:
    """The documents of schedules, by community and key."""
    if not found:
        return {}
    named = tuple_(DOCUMENT.c.community, DOCUMENT.c.key).in_([(row.community, row.key) for row in found])
    rows = await connection.execute(select(DOCUMENT).where(DOCUMENT.c.kind == KIND, named))
    return {(row.community, row.key): row.content for row in rows}


def _update(row: Found) -> Update:
    return update(SCHEDULE).where(SCHEDULE.c.community == row.community, SCHEDULE.c.key == row.key)


def _next(slot: Slot | None) -> dict[str, object]:
    return {"next_slot": slot and slot.date, "next_due": slot and slot.due}


def _delivery(community: str, schedule: str, passed: Passed, now: datetime) -> dict[str, object]:
    slot = passed.slot
    key = delivery_key(community, schedule, POST, slot.date)
    named = {"community": community, "schedule": schedule, "kind": POST, "slot": slot.date, "key": key}
    times = {"due": slot.due, "until": passed.until, "not_before": slot.due}
    ended = {"state": SKIPPED, "ended_at": now} if passed.reason else {"state": PLANNED, "ended_at": None}
    return {**named, **times, **ended, "place": passed.place, "attempts": 0, "reason": passed.reason}
