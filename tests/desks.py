"""What communities own, for tests: over an empty database of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.communities.desk import Desk, desk
from bot.daily.agenda import Agenda, agenda
from bot.library.library import Library
from bot.store.backend import Backend
from bot.store.database import opened
from bot.store.moment import Clock, utc_now
from bot.store.sqlite import NAME, SQLite
from tests.databases import prepare


@dataclass(frozen=True, slots=True)
class Owned:
    """A desk, and what is known of daily posts over the same database."""

    desk: Desk
    agenda: Agenda


@asynccontextmanager
async def owned_in(folder: Path, library: Library, clock: Clock = utc_now) -> AsyncIterator[Owned]:
    """Both over a database in a folder; schedules go by the `clock`."""
    async with owned_over(SQLite(folder / NAME), library, clock) as made:
        yield made


@asynccontextmanager
async def owned_over(backend: Backend, library: Library, clock: Clock = utc_now) -> AsyncIterator[Owned]:
    """Both over a database."""
    prepare(backend)
    async with opened(backend) as database:
        daily = agenda(database, library, clock)
        yield Owned(desk(database, library, daily.derived), daily)


@asynccontextmanager
async def desk_in(folder: Path, library: Library) -> AsyncIterator[Desk]:
    """A desk over a database in a folder."""
    async with owned_in(folder, library) as made:
        yield made.desk


@asynccontextmanager
async def desk_over(backend: Backend, library: Library) -> AsyncIterator[Desk]:
    """A desk over a database."""
    async with owned_over(backend, library) as made:
        yield made.desk
