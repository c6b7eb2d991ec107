"""What is read by a token and answered once: how far, what was seen, and the answers on their way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

INT64 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "read",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_read"),
        sqlite_strict=True,
    )
    op.create_table(
        "seen",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("seen_at", INT64, nullable=False),
        sa.PrimaryKeyConstraint("account", "place", "event", name="pk_seen"),
        sqlite_strict=True,
    )
    op.create_index("ix_seen_seen_at", "seen", ["seen_at"])
    _answers()


def _answers() -> None:
    op.create_table(
        "answer",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("upon", sa.Text()),
        sa.Column("made_at", INT64, nullable=False),
        sa.Column("number", INT64, nullable=False),
        sa.Column("content", sa.Text()),
        sa.Column("first_send", INT64),
        sa.Column("device", sa.Text()),
        sa.Column("message", sa.Text()),
        sa.Column("ended_at", INT64),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", "key", name="pk_answer"),
        sqlite_strict=True,
    )
    op.create_index("ix_answer_open", "answer", ["made_at", "number"], sqlite_where=OPEN, postgresql_where=OPEN)
