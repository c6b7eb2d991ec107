"""Brings a database to the tables of this version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, StaticPool, create_engine

from bot.errors import StoreUnusable
from bot.store.backend import Backend
from bot.store.failures import told
from bot.store.pragmas import MAKING, speak

FOLDER = Path(__file__).parent / "migrations"
# Of our own name, as a PostgreSQL database may hold the tables of others, with Alembic's.
VERSIONS = "tegenspraak_schema"


class Migrations:
    """The migrations in a folder; each makes a revision of the tables out of the one before."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        script = ScriptDirectory.from_config(self._config())
        self._known = {of.revision for of in script.walk_revisions()}
        self.head = script.get_current_head()

    def current(self, connection: Connection, database: str) -> str | None:
        """The revision of a database, None of an empty one; StoreUnusable where a newer version made it."""
        revision = MigrationContext.configure(connection, opts={"version_table": VERSIONS}).get_current_revision()
        if revision is not None and revision not in self._known:
            raise StoreUnusable("database-newer", database=database, revision=revision)
        return revision

    def upgrade(self, connection: Connection, revision: str = "head") -> None:
        """Brings a database to a revision, inside the transaction that was begun on the connection."""
        command.upgrade(self._config(connection), revision)

    def tables(self, revision: str) -> MetaData:
        """The tables of a revision, as SQLite has them."""
        engine = create_engine("sqlite://", poolclass=StaticPool)
        speak(engine, MAKING)
        tables = MetaData()
        with engine.begin() as connection:
            self.upgrade(connection, revision)
            tables.reflect(connection, only=lambda name, _: name != VERSIONS)
        engine.dispose()
        return tables

    def _config(self, connection: Connection | None = None) -> Config:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(self._folder).replace("%", "%%"))
        return config


def migrate(backend: Backend, migrations: Migrations, before: Callable[[], object]) -> None:
    """Brings a database to the newest tables, whole or not at all, after `before` where there is something in it.

    StoreUnusable where a newer version made it, or where a bot serves with the older tables.
    """
    if revision_of(backend, migrations) == migrations.head:
        return
    with backend.alone() as connection:
        # Another process may have done it while we waited for our turn.
        revision = migrations.current(connection, backend.name)
        if revision == migrations.head:
            return
        if revision is not None:
            before()
        migrations.upgrade(connection)


def revision_of(backend: Backend, migrations: Migrations) -> str | None:
    """The revision of a database, None of an empty one; keeps nobody out, as nearly every start finds nothing to do."""
    if not backend.exists():
        return None
    engine = backend.reading()
    try:
        with told(backend.name), engine.connect() as connection:
            return migrations.current(connection, backend.name)
    finally:
        engine.dispose()
