"""What is posted by itself: when schedules are due, and the deliveries of their slots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

INT64 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "schedule",
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("next_slot", sa.Text()),
        sa.Column("next_due", INT64),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("refused_since", INT64),
        sa.Column("stopped_at", INT64),
        sa.PrimaryKeyConstraint("community", "key", name="pk_schedule"),
        _owned("schedule"),
        sqlite_strict=True,
    )
    op.create_index("ix_schedule_next_due", "schedule", ["next_due"])
    _deliveries()


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("due", INT64, nullable=False),
        sa.Column("until", INT64, nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("not_before", INT64, nullable=False),
        sa.Column("attempts", INT64, nullable=False),
        sa.Column("content", sa.Text()),
        sa.Column("anchor", sa.Text()),
        sa.Column("first_send", INT64),
        sa.Column("last_send", INT64),
        sa.Column("message", sa.Text()),
        sa.Column("ended_at", INT64),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("follows", sa.Text()),
        sa.PrimaryKeyConstraint("community", "schedule", "kind", "slot", name="pk_delivery"),
        _owned("delivery"),
        sqlite_strict=True,
    )
    op.create_index("ix_delivery_key", "delivery", ["key"], unique=True)
    op.create_index("ix_delivery_open", "delivery", ["not_before"], sqlite_where=OPEN, postgresql_where=OPEN)


def _owned(table: str) -> sa.ForeignKeyConstraint:
    """The row goes with its community."""
    return sa.ForeignKeyConstraint(["community"], ["community.key"], ondelete="CASCADE", name=f"fk_{table}_community")
