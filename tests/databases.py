"""Databases for tests, empty ones, of both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import text

from bot.store.backend import Backend
from bot.store.migrating import Migrations, migrate
from bot.store.postgresql import PostgreSQL
from bot.store.sqlite import NAME, SQLite


@dataclass(frozen=True)
class Home:
    """Where a database is: in a folder, or at the address of a server."""

    folder: Path
    address: str | None = None

    def backend(self) -> Backend:
        """The database; on PostgreSQL with little patience for who holds it."""
        return PostgreSQL(self.address, patience_ms=500) if self.address else SQLite(self.folder / NAME)

    @property
    def environment(self) -> dict[str, str]:
        """The settings that point at it."""
        told = {"TEGENSPRAAK_STATE": str(self.folder)}
        return {**told, "TEGENSPRAAK_DATABASE_URL": self.address} if self.address else told


def prepare(backend: Backend) -> None:
    """Puts the tables of this version into a database that is not there yet, or has none."""
    if isinstance(backend, SQLite) and not backend.exists():
        backend.file.parent.mkdir(parents=True, exist_ok=True)
        backend.file.write_bytes(_prepared())
    elif isinstance(backend, PostgreSQL) and _is_empty(address := _address(backend)):
        server, name = split(address)
        model = _model(server)
        _do(server, "DROP DATABASE {}", name)
        _do(server, "CREATE DATABASE {} TEMPLATE {}", name, model)
    else:
        migrate(backend, Migrations(), list)


@contextmanager
def made_on(server: str) -> Iterator[str]:
    """The address of a new database on a server, removed in the end."""
    name = f"test_{uuid4().hex}"
    _do(server, "CREATE DATABASE {}", name)
    try:
        yield psycopg_address(server, name)
    finally:
        _do(server, "DROP DATABASE {} WITH (FORCE)", name)


def psycopg_address(server: str, database: str) -> str:
    """The address of another database on the same server."""
    before, _, options = server.partition("?")
    return f"{before.rpartition('/')[0]}/{database}" + (f"?{options}" if options else "")


def split(address: str) -> tuple[str, str]:
    """The address of the server of a database, and what the database is called."""
    before, _, _ = address.partition("?")
    return psycopg_address(address, "postgres"), before.rpartition("/")[2]


def rows(backend: Backend, statement: str) -> list[tuple[object, ...]]:
    """What a statement finds."""
    engine = backend.reading()
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement))]
    finally:
        engine.dispose()


def change(backend: Backend, statement: str) -> None:
    """Changes something past the program."""
    with backend.alone() as connection:
        connection.execute(text(statement))


def _do(server: str, statement: str, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL(statement).format(*map(Identifier, names)))


def _address(backend: PostgreSQL) -> str:
    engine = backend.reading()
    try:
        return engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    finally:
        engine.dispose()


def _is_empty(address: str) -> bool:
    with psycopg.connect(address) as connection:
        return not connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchone()


@cache
def _model(server: str) -> str:
    """What a database with the tables is called: copied, as to make them anew takes a fifth of many tests' time."""
    name = f"model_{uuid4().hex}"
    _do(server, "CREATE DATABASE {}", name)
    migrate(PostgreSQL(psycopg_address(server, name)), Migrations(), list)
    return name


@cache
def _prepared() -> bytes:
    """A file with the tables, as above."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / NAME
        migrate(SQLite(file), Migrations(), list)
        return file.read_bytes()
