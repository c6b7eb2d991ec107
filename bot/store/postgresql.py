"""PostgreSQL: a server that others may use too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import StoreUnusable
from bot.store.failures import QUEUE_S, told
from bot.store.statements import name_requests, tell

DRIVER = "postgresql+psycopg"
# Of all locks of this database that are numbered by hand: the letters TGNSPRK.
LOCK = 0x54474E5350524B
PATIENCE_MS = 5_000
UNAVAILABLE = "55P03"
# Seconds to connect, and milliseconds until a host that takes nothing any more counts as gone.
CONNECTING = {"connect_timeout": 5, "tcp_user_timeout": 8_000, "application_name": "tegenspraak"}


class PostgreSQL:
    """The database behind an address such as postgresql://user:password@host/name.

    Each connection of a bot that serves holds the lock with the others; who changes tables needs it for itself.
    """

    def __init__(self, address: str, patience_ms: int = PATIENCE_MS) -> None:
        self._url: URL = make_url(address).set(drivername=DRIVER)
        self._patience_ms = patience_ms

    @property
    def name(self) -> str:
        """The server and the database on it."""
        return f"{self._url.host}/{self._url.database}" if self._url.host else str(self._url.database)

    def exists(self) -> bool:
        """Always: making a database is not for the bot to do."""
        return True

    def reading(self) -> Engine:
        """Transactions that all see the state at their begin."""
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return self._engine().execution_options(**options)

    def serving(self) -> AsyncEngine:
        """Some connections; one that the server dropped is replaced before it is used."""
        engine = create_async_engine(
            self._url,
            pool_size=4,
            max_overflow=0,
            pool_timeout=QUEUE_S,
            pool_pre_ping=True,
            connect_args=CONNECTING,
        )
        event.listen(engine.sync_engine, "connect", _held)
        tell(engine.sync_engine)
        name_requests(engine.sync_engine)
        return engine

    def held(self) -> nullcontext[None]:
        """Nothing more: `serving` sees to it with every connection, so that it outlives a restart of the server."""
        return nullcontext()

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Waits some seconds for others who change tables too."""
        engine = self._engine()
        try:
            with told(self.name), engine.begin() as connection:
                _take(connection, self._patience_ms)
                yield connection
        finally:
            engine.dispose()

    def _engine(self) -> Engine:
        return create_engine(self._url, poolclass=NullPool, connect_args=CONNECTING)


def _held(dbapi: Any, _: object) -> None:  # noqa: ANN401 - psycopg's connection in SQLAlchemy's clothes
    cursor = dbapi.cursor()
    cursor.execute(f"SELECT pg_advisory_lock_shared({LOCK})")
    cursor.close()
    dbapi.commit()


def _take(connection: Connection, patience_ms: int) -> None:
    connection.execute(text(f"SET LOCAL lock_timeout = {patience_ms}"))
    try:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    except OperationalError as e:
        if getattr(e.orig, "sqlstate", "") != UNAVAILABLE:
            raise
        raise StoreUnusable("database-in-use") from None
