"""What Alembic runs around migrations: on the connection that it is handed, inside the transaction begun there."""

from __future__ import annotations

from alembic import context

from bot.store.migrating import VERSIONS
from bot.store.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, version_table=VERSIONS)
context.run_migrations()
