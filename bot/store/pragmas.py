"""How SQLite is spoken to: what holds for every connection, and transactions that begin when we say so."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine, event

COMMON = ("foreign_keys=ON", "busy_timeout=5000", "trusted_schema=OFF")
# FULL: a commit that was told outlives a power cut.
SERVING = (*COMMON, "journal_mode=WAL", "synchronous=FULL")
# A migration may rebuild a table that others refer to; it checks all references before it commits.
MIGRATING = (*SERVING, "foreign_keys=OFF")
READING = (*COMMON, "query_only=ON")
# Of a file that is thrown away unless it is complete, and written through once at the end.
MAKING = (*COMMON, "foreign_keys=OFF", "journal_mode=MEMORY", "synchronous=OFF")


def speak(engine: Engine, pragmas: tuple[str, ...], begin: str = "BEGIN IMMEDIATE") -> None:
    """Sets every new connection up with `pragmas`; transactions start with `begin`.

    IMMEDIATE, as a transaction that starts by reading cannot wait for its turn when it writes.
    """

    def connected(dbapi: Any, _: object) -> None:  # noqa: ANN401 - the driver's, or aiosqlite's in its clothes
        # Python's sqlite3 would begin late, and never before CREATE TABLE: half a migration would stay.
        dbapi.isolation_level = None
        cursor = dbapi.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)


def undo_the_cancelled(engine: Engine) -> None:
    """Rolls back before a connection is closed whose statement was cancelled.

    SQLite keeps a closed connection alive, with its locks, for as long as a statement of it has rows to give.
    """

    def invalidated(dbapi: Any, _: object, __: object) -> None:  # noqa: ANN401 - as above
        # It stands in the queue of the connection's thread before anything is waited for.
        with suppress(Exception, asyncio.CancelledError):
            dbapi.rollback()

    event.listen(engine, "invalidate", invalidated)
