"""What encryption keeps: keys of devices and rooms, and events that could not be read yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

INT64 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "vault",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("kept_at", INT64, nullable=False),
        sa.PrimaryKeyConstraint("device", "kind", "owner", "name", name="pk_vault"),
        sqlite_strict=True,
    )
    op.create_index("ix_vault_kept_at", "vault", ["kept_at"])
    op.create_table(
        "unread",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("read_at", INT64, nullable=False),
        sa.Column("told_at", INT64),
        sa.PrimaryKeyConstraint("account", "place", "event", name="pk_unread"),
        sqlite_strict=True,
    )
    op.create_index("ix_unread_read_at", "unread", ["read_at"])
