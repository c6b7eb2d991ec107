"""What communities own, for tests: over an empty database of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.communities.desk import Desk, desk
from bot.daily.agenda import agenda
from bot.library.library import Library
from bot.store.backend import Backend
from bot.store.database import opened
from bot.store.migrating import Migrations, migrate
from bot.store.sqlite import NAME, SQLite


@asynccontextmanager
async def desk_in(folder: Path, library: Library) -> AsyncIterator[Desk]:
    """A desk over a database in a folder."""
    async with desk_over(SQLite(folder / NAME), library) as made:
        yield made


@asynccontextmanager
async def desk_over(backend: Backend, library: Library) -> AsyncIterator[Desk]:
    """A desk over a database."""
    migrate(backend, Migrations(), list)
    async with opened(backend) as database:
        yield desk(database, library, agenda(database, library).derived)
