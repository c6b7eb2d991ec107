"""How long a tick takes where nothing is due, with very many schedules and with none, on both databases."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Table

from bot.daily.courier import Courier, Means, Pace
from bot.daily.schedule import Timing
from bot.daily.ticker import Beat, Ticker
from bot.daily.watch import Clocks, Watch
from bot.daily.zones import Zones
from bot.store.content import Fields
from bot.store.database import Database, opened
from bot.store.deliveries import POST, SENT, Deliveries, delivery_key
from bot.store.migrating import Migrations, migrate
from bot.store.moment import utc_now
from bot.store.schedules import Schedules
from bot.store.schema import COMMUNITY, DELIVERY, SCHEDULE
from tests.bench.figures import Figures, Ticking, percentiles
from tests.bench.progress import say
from tests.daily.clocks import Time
from tests.daily.platform import Composer, Platform
from tests.databases import Home, made_on
from tests.postgres import postgres

SCHEDULES = 100_000
OF_ONE, AT_ONCE = 20, 5_000
WARMING, TIMED = 5, 100
# Nobody may wait so long for it.
FILLING_S = 120.0
PLATFORM = "bench"


@dataclass
class _Case:
    """A database with so many schedules, and what looks there for what is due."""

    database: str
    schedules: int
    ticker: Ticker
    ms: list[float] = field(default_factory=list)

    async def tick(self) -> None:
        """Once more."""
        began = time.perf_counter()
        await self.ticker.tick()
        self.ms.append((time.perf_counter() - began) * 1000)

    def told(self) -> Ticking:
        """The figures."""
        found = Ticking(self.database, self.schedules, *percentiles(self.ms[WARMING:]), len(self.ms) - WARMING)
        say(f"{self.database}, {self.schedules:,} schedules: a tick takes {found.p50_ms:.1f} / {found.p99_ms:.1f} ms")
        return found


def run(figures: Figures, schedules: int = SCHEDULES) -> None:
    """Measures on both databases, each with that many schedules and beside it with none."""
    say(f"{schedules:,} schedules of which none is due")
    with tempfile.TemporaryDirectory(prefix="tegenspraak-bench-") as folder, postgres() as server:
        figures.ticking += asyncio.run(measured(Path(folder), server, schedules, TIMED))


async def measured(folder: Path, server: str, schedules: int, timed: int) -> list[Ticking]:
    """The figures of each case; they take turns."""
    async with AsyncExitStack() as stack:
        cases = []
        for number in (schedules, 0):
            address = stack.enter_context(made_on(server))
            for name, home in (("SQLite", Home(folder / str(number))), ("PostgreSQL", Home(folder, address))):
                database = await stack.enter_async_context(_filled(home, number))
                cases.append(_Case(name, number, _ticker(database)))
        for _ in range(WARMING + timed):
            for case in cases:
                await case.tick()
        return [case.told() for case in cases]


def _ticker(database: Database) -> Ticker:
    platform, pace, clocks = Platform(Time(utc_now())), Pace(), Clocks()
    courier = Courier(Means(PLATFORM, Deliveries(database), Composer(), platform), pace, clocks)
    return Ticker(Schedules(database, Timing(Zones())), courier, Watch(clocks, platform.time, pace.quiet), Beat())


@asynccontextmanager
async def _filled(home: Home, number: int) -> AsyncIterator[Database]:
    """A database with so many schedules as the clock sees them, each with the post of its last slot.

    The documents that moderators wrote are read when something is due, and left out.
    """
    backend, now = home.backend(), utc_now()
    migrate(backend, Migrations(), list)
    async with opened(backend, FILLING_S) as database:
        for start in range(0, number, AT_ONCE):
            await _fill(database, range(start, min(start + AT_ONCE, number)), now)
        yield database


async def _fill(database: Database, numbers: range, now: datetime) -> None:
    made = [*_rows(numbers, now)]
    async with database.transaction() as connection:
        communities = [{"key": f"{PLATFORM}:{of}", "first_seen": now} for of in {of // OF_ONE for of in numbers}]
        await connection.execute(COMMUNITY.insert(), communities)
        for table in (SCHEDULE, DELIVERY):
            await connection.execute(table.insert(), [rows[table] for rows in made])


def _rows(numbers: range, now: datetime) -> Iterator[dict[Table, Fields]]:
    """What stands in the tables of each schedule."""
    rules = Timing(Zones()).rules
    for number in numbers:
        community, key = f"{PLATFORM}:{number // OF_ONE}", f"s{number}"
        # Through the day, of which an hour is left: nothing comes due meanwhile.
        due = now + timedelta(hours=1, seconds=number % 80_000)
        yield {
            SCHEDULE: {"community": community, "key": key, "next_slot": due.date(), "next_due": due, "rules": rules},
            DELIVERY: _sent(community, key, due - timedelta(days=1)),
        }


def _sent(community: str, schedule: str, due: datetime) -> Fields:
    slot = due.date()
    named = {"community": community, "schedule": schedule, "kind": POST, "slot": slot}
    times = {"due": due, "until": due + timedelta(hours=4), "not_before": due, "ended_at": due}
    told = {"state": SENT, "message": "1", "attempts": 1, "reason": "", "content": {"said": schedule}}
    return {**named, **times, **told, "place": schedule, "key": delivery_key(community, schedule, POST, slot)}
