"""SQLite: a file in the state folder, with one process that writes to it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import StoreUnreachable, StoreUnusable
from bot.store.failures import QUEUE_S, told
from bot.store.pragmas import MAKING, MIGRATING, READING, SERVING, speak, undo_the_cancelled
from bot.store.statements import tell

NAME = "tegenspraak.sqlite3"
OWN = 0o600


class SQLite:
    """The database in a file. `SQLite.reading` works for a backup too."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @property
    def name(self) -> str:
        """Its file."""
        return str(self.file)

    def exists(self) -> bool:
        """Whether the file is there."""
        return self.file.is_file()

    def reading(self) -> Engine:
        """A connection that cannot write: versions of SQLite before 3.51.3 may spoil a file with two that do."""
        address = f"sqlite:///file:{quote(str(self.file.absolute()))}?mode=ro&uri=true"
        engine = create_engine(address, poolclass=NullPool)
        speak(engine, READING, "BEGIN")
        return engine

    def serving(self) -> AsyncEngine:
        """One connection, so that whoever writes waits here and not for a lock."""
        address = URL.create("sqlite+aiosqlite", database=str(self.file))
        engine = create_async_engine(address, pool_size=1, max_overflow=0, pool_timeout=QUEUE_S)
        speak(engine.sync_engine, SERVING)
        undo_the_cancelled(engine.sync_engine)
        tell(engine.sync_engine)
        return engine

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the lock file beside the database. The kernel frees a dead process's."""
        with self._lock() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StoreUnusable("database-in-use") from None
            yield

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """As `Backend.alone`; makes the file where there is none."""
        with self.held(), told(self.name), _changing(self.file, MIGRATING) as connection:
            yield connection

    def _lock(self) -> IO[str]:
        """The lock file, open; the database is made with it, for its owner's eyes."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.touch(OWN)
            return self.file.with_suffix(".lock").open("w")
        except OSError as e:
            reason = e.strerror or type(e).__name__
            raise StoreUnreachable("database-unreachable", database=self.name, reason=reason) from None


@contextmanager
def making(file: Path) -> Iterator[Connection]:
    """A transaction in a new file, for its owner's eyes, that nobody else knows yet."""
    file.touch(OWN, exist_ok=False)
    with _changing(file, MAKING) as connection:
        yield connection


@contextmanager
def _changing(file: Path, pragmas: tuple[str, ...]) -> Iterator[Connection]:
    engine = create_engine(URL.create("sqlite", database=str(file)), poolclass=NullPool)
    speak(engine, pragmas)
    try:
        with engine.begin() as connection:
            yield connection
            _check_references(connection, file)
    finally:
        engine.dispose()


def _check_references(connection: Connection, file: Path) -> None:
    """StoreUnusable where a row refers to one that is not there."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise StoreUnusable("database-damaged", database=str(file), reason=f"foreign key of {broken[0]}")
