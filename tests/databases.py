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


def _do(server: str, statement: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL(statement).format(Identifier(name)))


@cache
def _prepared() -> bytes:
    """A file with the tables: copied, as to make them anew takes a fifth of the time of many tests."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / NAME
        migrate(SQLite(file), Migrations(), list)
        return file.read_bytes()
