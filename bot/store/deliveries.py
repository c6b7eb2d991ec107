"""Deliveries: a slot's post of a schedule, or a step after it, on its way to its place once.

planned    it is due
claimed    somebody has it, and has sent nothing
sending    it may have been sent: whoever takes it up looks first whether it stands there
sent       it stands there, or stood
skipped    it was not posted in time, or there was nothing to post
failed     the platform refused it for certain
unknown    nobody can find out; it is not posted again
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.content import Fields
from bot.store.database import Database
from bot.store.moment import Clock, Moment, utc_now
from bot.store.portions import WHOLE, Portion, within
from bot.store.schema import DELIVERY, SCHEDULE
from bot.store.turns import turn

PLANNED, CLAIMED, SENDING = "planned", "claimed", "sending"
SENT, SKIPPED, FAILED, UNKNOWN = "sent", "skipped", "failed", "unknown"
# What was posted, or may have been.
TOLD = SENDING, SENT, UNKNOWN

POST, NOW = "post", "now"
"""The kinds of what is no step after a post: what the clock asks for, and what somebody asks for besides."""

KEY_LENGTH = 20
OWNER_BYTES = 9
# So long a schedule's posts are refused before the bot stops trying.
REFUSED = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as it stands. `key` is the same for ever: a platform knows the post by it. Times are in UTC."""

    community: str
    schedule: str
    kind: str
    slot: date
    key: str
    state: str
    place: str
    due: datetime
    until: datetime
    owner: str | None
    not_before: datetime
    attempts: int
    content: Fields | None
    anchor: str | None
    first_send: datetime | None
    last_send: datetime | None
    message: str | None
    ended_at: datetime | None
    reason: str
    follows: str | None
    told_at: datetime | None = None

    @classmethod
    def of(cls, row: Row[tuple[object, ...]]) -> Delivery:
        """The delivery that a row of the table holds."""
        return cls(**row._mapping)  # noqa: SLF001 - public in SQLAlchemy, underlined so as not to hide a column


class Overtaken(Exception):
    """Another post was said to go to the place since this one was chosen."""


@dataclass(frozen=True, slots=True)
class Open:
    """How many deliveries are in which state, and since when the oldest is due; None where there are none."""

    states: Mapping[str, int]
    since: datetime | None


Follow = Callable[[AsyncConnection, Delivery], Awaitable[None]]
"""Plans what follows a delivery that has ended, in the transaction that ends it."""


async def nothing(connection: AsyncConnection, ended: Delivery) -> None:
    """Where nothing follows."""


Write = Callable[[AsyncConnection], Awaitable[None]]
"""Keeps something else, in the same transaction."""


async def nothing_else(connection: AsyncConnection) -> None:
    """Where nothing else is kept."""


def delivery_key(community: str, schedule: str, kind: str, slot: date) -> str:
    """The key of a delivery: of lower-case letters and digits, reckoned, so that it outlives a lost database too."""
    named = f"{community}\0{schedule}\0{kind}\0{slot.isoformat()}"
    return base64.b32encode(hashlib.sha256(named.encode()).digest()).decode()[:KEY_LENGTH].lower()


class Deliveries:
    """Deliveries of all communities. Whoever claims one has it for a time, and must have it still to say it is sent.

    Every deed is one transaction; those that come too late change nothing and say so. What `follow`s a delivery is
    planned as it ends, so that no crash comes between.
    """

    def __init__(self, database: Database, clock: Clock = utc_now, follow: Follow = nothing) -> None:
        self._database = database
        self._clock = clock
        self._follow = follow

    async def claim(
        self, platform: str, kinds: Collection[str], lease: timedelta, portion: Portion = WHOLE
    ) -> Delivery | None:
        """Takes up what waits longest of a platform's communities and of these kinds; None where nothing waits.

        Nobody else takes it up for as long as `lease`.
        """
        if not portion:
            return None
        now = self._clock()
        theirs = DELIVERY.c.community.startswith(f"{platform}:", autoescape=True)
        # Where a platform has but one community, it is called like the platform.
        there = or_(theirs, DELIVERY.c.community == platform)
        mine = () if portion.whole else (within(DELIVERY.c.community, platform, portion),)
        waiting = DELIVERY.c.ended_at.is_(None), DELIVERY.c.not_before <= now, DELIVERY.c.kind.in_(kinds), there, *mine
        first = select(DELIVERY.c.key).where(*waiting).order_by(DELIVERY.c.not_before, DELIVERY.c.key).limit(1)
        one = first.with_for_update(skip_locked=True).scalar_subquery()
        owner = secrets.token_urlsafe(OWNER_BYTES)
        values = {"owner": owner, "not_before": now + lease, "attempts": DELIVERY.c.attempts + 1}
        claimed = update(DELIVERY).where(DELIVERY.c.key == one).values(state=_claimed(), **values).returning(DELIVERY)
        async with self._database.transaction() as connection:
            row = (await connection.execute(claimed)).first()
        return Delivery.of(row) if row else None

    async def intend(
        self, seen: Delivery, content: Fields, anchor: str | None, lease: timedelta, said: int | None = None
    ) -> bool:
        """Says, before it is sent, that it will be, and what; for so long nobody else takes it up.

        False where somebody else has it, or the time that it was claimed for is over: then it must not be sent.
        Overtaken where by now more is `said` in its place than was known when the content was chosen.
        """
        now = self._clock()
        first = func.coalesce(DELIVERY.c.first_send, literal(now, Moment))
        sends = {"first_send": first, "last_send": now, "not_before": now + lease}
        values = {**sends, "state": SENDING, "content": content, "anchor": anchor}
        async with self._database.transaction() as connection:
            if said is not None:
                # Of two processes that choose for one place at once, the second sees here what the first has said.
                await turn(self._database, connection, seen.community, now)
                if await connection.scalar(_said(seen)) != said:
                    raise Overtaken
            return await _changed(connection, seen, values, DELIVERY.c.owner == seen.owner, DELIVERY.c.not_before > now)

    async def said(self, seen: Delivery) -> int:
        """How many posts in its place have been sent, or are about to be: it grows with each."""
        async with self._database.transaction() as connection:
            return await connection.scalar(_said(seen)) or 0

    async def sent(self, seen: Delivery, message: str | None) -> bool:
        """It stands there, under this name; whoever else has it will see that too."""
        ended = {"state": SENT, "message": message, "owner": None}
        return await self._close(seen, ended, DELIVERY.c.state == SENDING)

    async def put_back(self, seen: Delivery, until: datetime, *, refused: bool) -> bool:
        """Gives it back for a later time. `refused` says that the platform did not take what was sent last."""
        state = {"state": CLAIMED} if refused else {}
        return await self._change(seen, {**state, "not_before": until, "owner": None}, DELIVERY.c.owner == seen.owner)

    async def end(self, seen: Delivery, state: str, reason: str, *, refused: bool = False) -> bool:
        """Ends what will not be sent: skipped, failed or unknown.

        `refused` says that the platform did not let the bot post it, or look for it: after days the bot stops trying.
        """
        ended = {"state": state, "reason": reason, "owner": None}
        return await self._close(seen, ended, DELIVERY.c.owner == seen.owner, refused=refused)

    async def add(self, community: str, delivery: Fields) -> bool:
        """Plans a delivery besides those of the clock: a step after a post, or a post that somebody asks for now.

        `delivery` holds schedule, kind, slot, place, due, until, and what it follows. False where it is there already.
        """
        now = self._clock()
        key = delivery_key(community, delivery["schedule"], delivery["kind"], delivery["slot"])
        fixed = {"state": PLANNED, "key": key, "not_before": delivery["due"], "attempts": 0, "reason": ""}
        async with self._database.transaction() as connection:
            await turn(self._database, connection, community, now)
            row = self._database.insert(DELIVERY).values(community=community, **fixed, **delivery)
            made = await connection.execute(row.on_conflict_do_nothing().returning(DELIVERY.c.key))
            return made.first() is not None

    async def of_schedule(self, community: str, schedule: str, kind: str = POST, limit: int = 10) -> list[Delivery]:
        """The deliveries of a schedule, the latest slot first."""
        of = DELIVERY.c.community == community, DELIVERY.c.schedule == schedule, DELIVERY.c.kind == kind
        return await self._found(select(DELIVERY).where(*of).order_by(DELIVERY.c.slot.desc()).limit(limit))

    async def knows(self, community: str, schedule: str) -> bool:
        """Whether there is a delivery of any kind of a schedule."""
        of = DELIVERY.c.community == community, DELIVERY.c.schedule == schedule
        async with self._database.transaction() as connection:
            return bool(await connection.scalar(select(func.count()).select_from(DELIVERY).where(*of)))

    async def told(self, community: str, place: str, since: datetime | None = None) -> list[Delivery]:
        """What was posted in a place, or may have been, since a time, by any schedule; the earliest first."""
        of = [DELIVERY.c.community == community, DELIVERY.c.place == place, DELIVERY.c.state.in_(TOLD)]
        of += [DELIVERY.c.content.is_not(None), DELIVERY.c.follows.is_(None)]
        of += [DELIVERY.c.due >= since] if since else []
        return await self._found(select(DELIVERY).where(*of).order_by(DELIVERY.c.due, DELIVERY.c.key))

    async def lately(self, community: str, since: datetime) -> list[Delivery]:
        """All that was due in a community since a time, whatever came of it, but for steps; the earliest first."""
        of = DELIVERY.c.community == community, DELIVERY.c.due >= since, DELIVERY.c.follows.is_(None)
        return await self._found(select(DELIVERY).where(*of).order_by(DELIVERY.c.due, DELIVERY.c.key))

    async def tell(self, seen: Delivery, again: timedelta, write: Write = nothing_else) -> bool:
        """Whether moderators are to be told now that it came to nothing: they are taken to know it then.

        Not where they were told before, of this or of another delivery of its schedule within the time of `again`.
        Where they are, what tells them is kept with that.
        """
        now = self._clock()
        lately = DELIVERY.alias()
        of = lately.c.community == seen.community, lately.c.schedule == seen.schedule, lately.c.told_at > now - again
        new = DELIVERY.c.key == seen.key, DELIVERY.c.told_at.is_(None), ~exists().where(*of)
        async with self._database.transaction() as connection:
            # Of two that fail at once one is told.
            await turn(self._database, connection, seen.community, now)
            told = (await connection.execute(update(DELIVERY).where(*new).values(told_at=now))).rowcount == 1
            if told:
                await write(connection)
            return told

    async def known(self, community: str, key: str) -> Delivery | None:
        """The delivery of that key in a community."""
        found = await self._found(select(DELIVERY).where(DELIVERY.c.community == community, DELIVERY.c.key == key))
        return found[0] if found else None

    async def open(self) -> Open:
        """What is due on all platforms and has not come to its end."""
        due, state = (DELIVERY.c.ended_at.is_(None), DELIVERY.c.due <= self._clock()), DELIVERY.c.state
        counted = select(state, func.count(), func.min(DELIVERY.c.due)).where(*due).group_by(state)
        async with self._database.transaction() as connection:
            rows = (await connection.execute(counted)).all()
        return Open({state: count for state, count, _ in rows}, min((since for _, _, since in rows), default=None))

    async def _close(self, seen: Delivery, values: Fields, *only: ColumnElement[bool], refused: bool = False) -> bool:
        """Ends a delivery for good where all of `only` holds, and plans what follows it."""
        now = self._clock()
        async with self._database.transaction() as connection:
            await turn(self._database, connection, seen.community, now)
            done = await _changed(connection, seen, {**values, "ended_at": now}, *only)
            if done:
                row = (await connection.execute(select(DELIVERY).where(DELIVERY.c.key == seen.key))).one()
                await _count(connection, Delivery.of(row), now, refused=refused)
                await self._follow(connection, Delivery.of(row))
        return done

    async def _found(self, wanted: Select[tuple[object, ...]]) -> list[Delivery]:
        async with self._database.transaction() as connection:
            return [Delivery.of(row) for row in (await connection.execute(wanted)).all()]

    async def _change(self, seen: Delivery, values: Fields, *only: ColumnElement[bool]) -> bool:
        async with self._database.transaction() as connection:
            return await _changed(connection, seen, values, *only)


async def _changed(connection: AsyncConnection, seen: Delivery, values: Fields, *only: ColumnElement[bool]) -> bool:
    """Changes a delivery that has not ended, where all of `only` holds; whether it did."""
    of = DELIVERY.c.key == seen.key, DELIVERY.c.ended_at.is_(None), *only
    return (await connection.execute(update(DELIVERY).where(*of).values(**values))).rowcount == 1


async def _count(connection: AsyncConnection, ended: Delivery, now: datetime, *, refused: bool) -> None:
    """Notes with its schedule how a post ended. A step that fails touches neither its post nor those to come.

    A post that was asked for besides shows that posts are taken, but stops none of the clock's.
    """
    if ended.follows is not None:
        return
    if ended.state == SENT:
        fine = _schedule(ended), SCHEDULE.c.refused_since.is_not(None)
        await connection.execute(update(SCHEDULE).where(*fine).values(refused_since=None))
    elif refused and ended.kind == POST:
        await _refuse(connection, ended, now)


async def _refuse(connection: AsyncConnection, seen: Delivery, now: datetime) -> None:
    since = func.coalesce(SCHEDULE.c.refused_since, literal(now, Moment))
    await connection.execute(update(SCHEDULE).where(_schedule(seen)).values(refused_since=since))
    long = _schedule(seen), SCHEDULE.c.refused_since <= now - REFUSED
    stopped = {"stopped_at": now, "next_slot": None, "next_due": None}
    await connection.execute(update(SCHEDULE).where(*long).values(**stopped))


def _said(seen: Delivery) -> Select[int]:
    there = DELIVERY.c.community == seen.community, DELIVERY.c.place == seen.place
    others = DELIVERY.c.key != seen.key, DELIVERY.c.first_send.is_not(None)
    return select(func.count()).select_from(DELIVERY).where(*there, *others)


def _claimed() -> ColumnElement[str]:
    """What may have been sent stays that until it is known."""
    return case((DELIVERY.c.state == SENDING, SENDING), else_=CLAIMED)


def _schedule(seen: Delivery) -> ColumnElement[bool]:
    return and_(SCHEDULE.c.community == seen.community, SCHEDULE.c.key == seen.schedule)
