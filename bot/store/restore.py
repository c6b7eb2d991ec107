"""Restores a backup, into either database, in one transaction: what was there stays until all of it is there."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text

from bot.errors import StoreUnusable
from bot.store.backend import Backend
from bot.store.backup import verify
from bot.store.copying import copy_rows, counted
from bot.store.failures import told
from bot.store.migrating import VERSIONS, Migrations
from bot.store.sqlite import SQLite


def restore(file: Path, backend: Backend, migrations: Migrations, *, replace: bool) -> dict[str, int]:
    """Puts a backup's rows in the place of the database's, and brings its tables to this version; rows by table.

    StoreUnusable where the file is no whole backup, a bot serves with the database, or something is in the database
    and is not to be replaced.
    """
    if not file.is_file():
        raise StoreUnusable("backup-unusable", file=str(file))
    revision = verify(file, migrations)
    tables = migrations.tables(revision)
    engine = SQLite(file).reading()
    try:
        with told(str(file)), engine.begin() as source, backend.alone() as target:
            _clear(target, backend, migrations, replace=replace)
            migrations.upgrade(target, revision)
            copy_rows(source, target, tables)
            migrations.upgrade(target)
            return counted(source, tables)
    finally:
        engine.dispose()


def _clear(target: Connection, backend: Backend, migrations: Migrations, *, replace: bool) -> None:
    """Removes our own tables; a PostgreSQL database may hold others."""
    revision = migrations.current(target, backend.name)
    if revision is None:
        return
    tables = migrations.tables(revision)
    if any(counted(target, tables).values()) and not replace:
        raise StoreUnusable("database-not-empty", database=backend.name)
    for name in [of.name for of in reversed(tables.sorted_tables)] + [VERSIONS]:
        target.execute(text(f'DROP TABLE "{name}"'))
