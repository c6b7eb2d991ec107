"""The database of a bot that serves."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from copy import copy
from typing import Self

import structlog
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import StoreUnreachable
from bot.store.backend import Backend
from bot.store.failures import told

log = structlog.get_logger(__name__)

# Longer than one waits for a connection, or for a lock on SQLite's file: those can say what they waited for.
PATIENCE_S = 8.0
MANNERS_S = 1.0
QUEUE = "transactions"

Insert = sqlite.Insert | postgresql.Insert

Mark = Callable[[AsyncConnection], Awaitable[None]]
"""Does something of its own in a transaction, such as to note what that is for: it is kept with the rest, or not."""


class Database:
    """Transactions, one after another on SQLite."""

    def __init__(self, engine: AsyncEngine, name: str, patience_s: float = PATIENCE_S) -> None:
        self._engine = engine
        self._name = name
        self._patience_s = patience_s
        self._guard: Mark | None = None
        # What follows is one and the same for all that see it through a guard.
        self._under_way: set[asyncio.Future[None]] = set()
        self._closed = asyncio.Event()
        # Of each task its own: between what reads events and what writes stand floors that know of no events.
        self._mark: ContextVar[Mark | None] = ContextVar("mark", default=None)

    def guarded(self, guard: Mark) -> Self:
        """The same database, with a guard that looks into every transaction before anything is done in it."""
        seen = copy(self)
        seen._guard = guard  # noqa: SLF001 - its own
        return seen

    @contextmanager
    def marked(self, mark: Mark) -> Iterator[None]:
        """What is done meanwhile, by this task and those that it begins, is noted by the mark (`deed`)."""
        before = self._mark.set(mark)
        try:
            yield
        finally:
            self._mark.reset(before)

    @asynccontextmanager
    async def deed(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that does what may be done but once for what it is done for, and notes that."""
        async with self.transaction() as connection:
            mark = self._mark.get()
            if mark:
                await mark(connection)
            yield connection

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """What is done in it is kept whole, or not at all where it fails.

        StoreUnreachable where nobody answers within some seconds; StoreUncertain where that is so at its end.
        """
        if self._closed.is_set():
            raise StoreUnreachable("database-unreachable", database=self._name, reason="closed")
        began = time.perf_counter()
        try:
            with told(self._name) as stage:
                async with _patience(self._patience_s), self._begun() as connection:
                    if self._guard:
                        await self._guard(connection)
                    yield connection
                    stage.closing = True
                    await connection.commit()
        except StoreUnreachable as e:
            log.warning("transaction failed", error=type(e).__name__, reason=e.values.get("reason"))
            raise
        log.debug("transaction", seconds=time.perf_counter() - began)
        log.debug("queue", queue=QUEUE, length=len(self._under_way))

    async def settled(self) -> None:
        """Begins no transaction any more, and waits until those under way are kept or undone; seconds at most."""
        self._closed.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience_s + 2 * MANNERS_S):
                while self._under_way:
                    await asyncio.wait(self._under_way.copy())

    @asynccontextmanager
    async def _begun(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction.

        It is opened and given back by tasks that nobody cancels: a connection that is left halfway is lost, and goes on
        holding its locks.
        """
        over = asyncio.get_running_loop().create_future()
        self._under_way.add(over)
        opening = asyncio.create_task(self._open())
        try:
            yield await asyncio.shield(opening)
        finally:
            await asyncio.shield(asyncio.create_task(self._give_back(opening, over)))

    async def _open(self) -> AsyncConnection:
        async with _patience(self._patience_s):
            connection = await self._engine.connect()
            try:
                await connection.begin()
            except BaseException:
                await connection.close()
                raise
            return connection

    async def _give_back(self, opening: asyncio.Task[AsyncConnection], over: asyncio.Future[None]) -> None:
        """Undoes what was not kept. Whoever waits for the opening is told of what went wrong there."""
        try:
            await asyncio.wait({opening})
            if not opening.cancelled() and opening.exception() is None:
                async with asyncio.timeout(MANNERS_S):
                    await opening.result().close()
        finally:
            self._under_way.discard(over)
            over.set_result(None)

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
            await database.settled()
            await engine.dispose()
