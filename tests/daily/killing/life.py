"""A life: the real ticker, courier and store in a process of their own, until it is killed or nothing is left to do."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, event, func, select

from bot.daily.courier import Courier, Means, Pace
from bot.daily.schedule import Schedule, Timing
from bot.daily.steps import STEPS, Following
from bot.daily.ticker import Beat, Ticker
from bot.daily.watch import Clocks, Watch
from bot.daily.zones import Zones
from bot.reply import Reply
from bot.store.backend import Backend
from bot.store.content import Fields
from bot.store.database import Database, opened
from bot.store.deliveries import NOW, POST, Deliveries, Delivery
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.moment import utc_now
from bot.store.schedules import KIND, Schedules
from bot.store.schema import DELIVERY, SCHEDULE
from bot.store.steps import Steps
from tests.daily.killing.board import ANSWERED, ARRIVED, DONE, HALF, OPERATIONS, Doom, Line

PLATFORM, COMMUNITY = "local", "local:1"
PACE = Pace(lease=0.4, send=0.3, quiet=0.2, patience=0.2, again=0.1)
BEAT = Beat(tick=0.02, workers=2, drain=1)
# So many schedules are planned at once: then planning is killed too.
AT_ONCE = 4
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
IN_ONE_CHANGE = 40

# What the statement of a transaction does, by what it says.
DEEDS = {"INSERT INTO delivery": "plan", "attempts=": "claim", "first_send=": "intend", "message=": "sent"}
POINTS = (
    *(f"{when}-{deed}" for deed in DEEDS.values() for when in ("before", "after")),
    *(f"{operation}-{point}" for operation in OPERATIONS for point in (ARRIVED, HALF, DONE, ANSWERED)),
)


class Composer:
    """Posts without words: the key is all that the platform keeps."""

    async def choose(self, delivery: Delivery) -> Fields:
        return {"said": delivery.key, "kind": "positions"}

    async def reply(self, delivery: Delivery, content: Fields) -> Reply:
        return Reply(())


class Delivering(Protocol):
    """What delivers: the courier, or one that knows less."""

    @property
    def rest(self) -> float: ...

    async def deliver(self) -> bool: ...


class Making(Protocol):
    """Makes what delivers."""

    def __call__(self, means: Means, began: datetime | None) -> Delivering: ...


def courier(means: Means, began: datetime | None) -> Delivering:
    """The courier as it is."""
    return Courier(means, PACE, Clocks(), began)


@dataclass(frozen=True)
class House:
    """Where everything is: the database, the platform, what delivers; what is dear to make is made before the fork.

    `stepping` has every post followed by each kind of step.
    """

    backend: Backend
    platform: Path
    zones: Zones
    make: Making
    stepping: bool = False

    @property
    def each(self) -> int:
        """How many deliveries come of a schedule: its post, with its thread, call and poll."""
        return 4 if self.stepping else 1


def listen(doom: Doom) -> None:
    """Kills this process before or after a commit, by what the transaction did."""
    deeds: dict[int, str] = {}

    def said(connection: object, _: object, statement: str, *rest: object) -> None:
        found = next((deed for words, deed in DEEDS.items() if words in statement), None)
        if found:
            # What is marked comes first; the steps that are planned with it go with it.
            deeds.setdefault(id(connection), found)

    def committing(connection: object) -> None:
        if id(connection) in deeds:
            doom.passed(f"before-{deeds[id(connection)]}")

    def closed(dbapi: object, record: object) -> None:
        # A connection goes back to its pool once the commit is done.
        for key in [*deeds]:
            doom.passed(f"after-{deeds.pop(key)}")

    event.listen(Engine, "before_cursor_execute", said)
    event.listen(Engine, "commit", committing)
    event.listen(Engine, "checkin", closed)


def live(house: House, doom: Doom | None, began: datetime | None) -> None:
    """Lives in this process, which must be a fork for it."""
    if doom:
        listen(doom)
    spend(house, doom, began)
    os._exit(0)


def spend(house: House, doom: Doom | None = None, began: datetime | None = None) -> None:
    """Does what there is to do."""
    asyncio.run(_live(house, doom or Doom("", 1 << 60, 1 << 60, -1), began))


async def _live(house: House, doom: Doom, began: datetime | None) -> None:
    line = Line(house.platform, doom)
    async with opened(house.backend) as database:
        schedules = Schedules(database, Timing(house.zones), at_once=AT_ONCE)
        deliveries = Deliveries(database, follow=Steps(database, Following()).follow)
        means = Means(PLATFORM, deliveries, Composer(), line, (POST, NOW, *STEPS))
        clocks = Clocks()
        delivering = house.make(means, began)
        ticker = Ticker(schedules, delivering, Watch(clocks, line.time, PACE.quiet), BEAT)  # type: ignore[arg-type]  # or what knows less
        while await _left(database):
            await ticker.tick()
            await asyncio.sleep(BEAT.tick)


async def _left(database: Database) -> bool:
    """Whether anything is to be done yet, now or later."""
    waiting = select(func.count()).select_from(DELIVERY).where(DELIVERY.c.ended_at.is_(None))
    due = select(func.count()).select_from(SCHEDULE).where(SCHEDULE.c.next_due <= utc_now())
    async with database.transaction() as connection:
        return bool(await connection.scalar(waiting) or await connection.scalar(due))


def prepare(house: House, numbers: range) -> None:
    """Schedules of these numbers that were due some minutes ago, as moderators made them before."""
    asyncio.run(_prepare(house, numbers))


async def _prepare(house: House, numbers: range) -> None:
    now = utc_now()
    due = now - timedelta(minutes=10)
    async with opened(house.backend) as database:
        schedules = Schedules(database, Timing(house.zones), lambda: now - timedelta(hours=1))
        ledger = Ledger(database, {}, derived={KIND: schedules.derive})
        for first in range(0, len(numbers), IN_ONE_CHANGE):
            some = numbers[first : first + IN_ONE_CHANGE]
            edits = [Edit(KIND, f"s{of}", _schedule(of, due, house).content, 0) for of in some]
            await ledger.change(COMMUNITY, Deed("7", "add"), edits)


def _schedule(number: int, due: datetime, house: House) -> Schedule:
    # Several share a place: one's posts stand between another's and its anchor.
    made = Schedule(place=f"place-{number % 20}", time=due.strftime("%H:%M"), zone="UTC", seed="s")
    return replace(made, thread=True, role="7", poll=True) if house.stepping else made
