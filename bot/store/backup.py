"""Backups: a database as it was at one moment, as a file of SQLite whichever it came from.

A backup is made row by row into the same tables, so that one way serves both databases, needs no other program, and
carries over from the one to the other. It is complete or it is not there.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from bot.errors import StoreUnusable
from bot.store.backend import Backend
from bot.store.copying import copy_rows, counted
from bot.store.failures import told
from bot.store.keeping import drop_old, drop_unfinished, name_of
from bot.store.migrating import Migrations
from bot.store.moment import Clock, utc_now
from bot.store.sqlite import SQLite, making


def back_up(backend: Backend, migrations: Migrations, folder: Path, clock: Clock = utc_now) -> Path:
    """Backs a database up into a folder, beside a bot that serves; drops backups there that are too old.

    StoreUnusable where there is nothing to back up, where it does not come out whole, or the folder takes no file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = _made(backend, migrations, folder, clock())
        drop_old(folder, made)
        drop_unfinished(folder)
    except OSError as e:
        raise StoreUnusable("backup-unwritable", folder=str(folder), reason=e.strerror or "-") from None
    return made


def _made(backend: Backend, migrations: Migrations, folder: Path, now: datetime) -> Path:
    if not backend.exists():
        raise StoreUnusable("database-empty", database=backend.name)
    engine = backend.reading()
    try:
        with told(backend.name), engine.begin() as source:
            revision = migrations.current(source, backend.name)
            if revision is None:
                raise StoreUnusable("database-empty", database=backend.name)
            file = folder / name_of(now, revision)
            part = file.with_name(f".{file.name}.{os.getpid()}.part")
            try:
                _write(source, migrations, revision, part)
                part.replace(file)
            finally:
                part.unlink(missing_ok=True)
    finally:
        engine.dispose()
    _sync(folder)
    return file


def _write(source: Connection, migrations: Migrations, revision: str, file: Path) -> None:
    tables = migrations.tables(revision)
    with told(str(file)), making(file) as target:
        migrations.upgrade(target, revision)
        copy_rows(source, target, tables)
    verify(file, migrations, counted(source, tables))
    _sync(file)


def verify(file: Path, migrations: Migrations, rows: dict[str, int] | None = None) -> str:
    """The revision of a backup that is whole, with so many rows; StoreUnusable for one that is not."""
    engine = SQLite(file).reading()
    try:
        with told(str(file)), engine.begin() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
            revision = migrations.current(connection, str(file))
            if found != "ok" or revision is None:
                raise StoreUnusable("backup-unusable", file=str(file))
            if rows is not None and rows != counted(connection, migrations.tables(revision)):
                raise StoreUnusable("backup-unusable", file=str(file))
            return revision
    finally:
        engine.dispose()


def _sync(path: Path) -> None:
    """Writes through to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
