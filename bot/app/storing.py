"""Puts the database together; what only reads texts does without it, and starts faster so."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bot.config import Config, is_postgresql
from bot.errors import BadInput
from bot.store.backend import Backend
from bot.store.backup import back_up
from bot.store.migrating import Migrations, migrate
from bot.store.postgresql import PostgreSQL
from bot.store.restore import restore
from bot.store.sqlite import NAME, SQLite
from bot.store.transfer import transfer


def backend_of(config: Config) -> Backend:
    """The database of the configuration, as it is."""
    return PostgreSQL(config.database_url) if config.database_url else SQLite(config.state / NAME)


def backend_at(told: str) -> Backend:
    """The database that is named: a PostgreSQL's address, `@` and the file that holds one, or SQLite's file or folder.

    BadInput for what is none. It is not repeated: it may hold a password.
    """
    try:
        address = Path(told[1:]).read_text("utf-8").strip() if told.startswith("@") else told
    except (OSError, UnicodeDecodeError):
        raise BadInput("copy-address") from None
    if is_postgresql(address):
        return PostgreSQL(address)
    if "://" in address or told.startswith("@") or not address:
        raise BadInput("copy-address")
    file = Path(address)
    return SQLite(file / NAME if file.is_dir() else file)


def ready_backend(config: Config) -> Backend:
    """The database, with the tables of this version; those of an older one are backed up first."""
    backend, migrations = backend_of(config), Migrations()
    migrate(backend, migrations, partial(back_up, backend, migrations, backups_of(config)))
    return backend


def backups_of(config: Config) -> Path:
    """The folder of backups, unless another is asked for."""
    return config.state / "backups"


def copied(source: str, target: str) -> tuple[str, dict[str, int]]:
    """Carries a database over into another; what that is called, and how many rows of each table were copied."""
    to = backend_at(target)
    return to.name, transfer(backend_at(source), to, Migrations())


def backed_up(config: Config, folder: Path | None) -> Path:
    """The file of a new backup in a folder, the usual one if None."""
    return back_up(backend_of(config), Migrations(), folder or backups_of(config))


def restored(config: Config, file: Path, *, replace: bool) -> dict[str, int]:
    """How many rows of each table a backup brought back."""
    return restore(file, backend_of(config), Migrations(), replace=replace)
