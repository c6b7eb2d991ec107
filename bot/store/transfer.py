"""Carries a database over into another one, of either kind: every row, in one transaction, and held against the first.

Neither may be used meanwhile. Where anything goes wrong, the other one stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from sqlalchemy import Connection, MetaData

from bot.errors import StoreUnusable
from bot.store.backend import Backend
from bot.store.copying import copy_rows, counted, rows_of
from bot.store.migrating import Migrations

BYTES = 8


def transfer(source: Backend, target: Backend, migrations: Migrations) -> dict[str, int]:
    """Copies all rows into a database without any, and brings its tables to this version; rows by table.

    StoreUnusable where a bot serves with one of them, there is nothing to copy, the other holds something or has tables
    of another version, or what stands there in the end is not the same.
    """
    if not source.exists():
        raise StoreUnusable("database-empty", database=source.name)
    with source.alone() as given, target.alone() as taken:
        revision = migrations.current(given, source.name)
        if revision is None:
            raise StoreUnusable("database-empty", database=source.name)
        tables = migrations.tables(revision)
        _make_ready(taken, target, migrations, revision, tables)
        copy_rows(given, taken, tables)
        if _sums(given, tables) != _sums(taken, tables):
            raise StoreUnusable("copy-differs", database=target.name)
        migrations.upgrade(taken)
        return counted(given, tables)


def _make_ready(
    connection: Connection, target: Backend, migrations: Migrations, revision: str, tables: MetaData
) -> None:
    """Makes tables of a revision where there are none; others must be of that revision, without a row."""
    found = migrations.current(connection, target.name)
    if found is None:
        migrations.upgrade(connection, revision)
    elif found != revision:
        raise StoreUnusable("copy-other-version", database=target.name, found=found, revision=revision)
    elif any(counted(connection, tables).values()):
        raise StoreUnusable("copy-not-empty", database=target.name)


def _sums(connection: Connection, tables: MetaData) -> dict[str, tuple[int, int]]:
    """Of each table how many rows it has, and a sum of what they say, in whatever order they come."""
    return {of.name: _sum(rows_of(connection, of)) for of in tables.sorted_tables}


def _sum(rows: Iterable[Sequence[object]]) -> tuple[int, int]:
    count = total = 0
    for row in rows:
        said = repr(tuple(row)).encode("utf-8", "surrogatepass")
        count, total = count + 1, total + int.from_bytes(blake2b(said, digest_size=BYTES).digest())
    return count, total
