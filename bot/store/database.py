"""The database of a bot that serves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.backend import Backend
from bot.store.failures import told

# Longer than one waits for a connection, or for a lock on SQLite's file: those can say what they waited for.
PATIENCE_S = 8.0
MANNERS_S = 1.0

Insert = sqlite.Insert | postgresql.Insert


class Database:
    """Transactions, one after another on SQLite."""

    def __init__(self, engine: AsyncEngine, name: str, patience_s: float = PATIENCE_S) -> None:
        self._engine = engine
        self._name = name
        self._patience_s = patience_s

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """What is done in it is kept whole, or not at all where it fails.

        StoreUnreachable where nobody answers within some seconds; StoreUncertain where that is so at its end.
        """
        with told(self._name) as stage:
            async with _patience(self._patience_s), self._engine.connect() as connection, connection.begin() as begun:
                yield connection
                stage.closing = True
                await begun.commit()

    def insert(self, table: Table) -> Insert:
        """An INSERT that may say what to do with a row that is there: each dialect has its own, written alike."""
        return postgresql.insert(table) if self._engine.dialect.name == "postgresql" else sqlite.insert(table)


@asynccontextmanager
async def _patience(seconds: float) -> AsyncIterator[None]:
    """Ends what takes too long: politely first, as drivers ask a server to stop and wait for its word, then at once."""
    async with asyncio.timeout(seconds + MANNERS_S), asyncio.timeout(seconds):
        yield


@asynccontextmanager
async def opened(backend: Backend, patience_s: float = PATIENCE_S) -> AsyncIterator[Database]:
    """A database that others leave alone for as long; the tables must be there. `patience_s` is for a transaction."""
    with backend.held():
        engine = backend.serving()
        try:
            database = Database(engine, backend.name, patience_s)
            async with database.transaction():
                """Whoever cannot reach it hears so now, and who would change its tables is kept out."""
            yield database
        finally:
            await engine.dispose()
