"""What members of all communities put before somebody, for whoever runs the bot; beside a bot that serves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from bot.errors import StoreUnusable
from bot.store.backend import Backend
from bot.store.failures import told
from bot.store.migrating import Migrations, revision_of
from bot.store.petitions import Petition, petition_of
from bot.store.schema import PETITION


@dataclass(frozen=True, slots=True)
class Filed:
    """A petition, and where it was made."""

    community: str
    petition: Petition


def filed(backend: Backend, migrations: Migrations, kind: str, states: Collection[str] = ()) -> list[Filed]:
    """The petitions of a kind in these states, or in all, the oldest first.

    StoreUnusable where there is no database, or one of another version.
    """
    check_current(backend, migrations)
    wanted = select(PETITION).where(PETITION.c.kind == kind).order_by(PETITION.c.made_at, PETITION.c.id)
    if states:
        wanted = wanted.where(PETITION.c.state.in_(states))
    engine = backend.reading()
    try:
        with told(backend.name), engine.begin() as connection:
            return [Filed(row.community, petition_of(row)) for row in connection.execute(wanted)]
    finally:
        engine.dispose()


def check_current(backend: Backend, migrations: Migrations) -> None:
    """StoreUnusable where a database is empty, or its tables are not those of this version."""
    revision = revision_of(backend, migrations)
    if revision is None:
        raise StoreUnusable("database-empty", database=backend.name)
    if revision != migrations.head:
        raise StoreUnusable("database-older", database=backend.name, revision=revision)
