"""What communities own: documents, their changes, petitions, and what was asked about in vain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

INT64 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables."""
    op.add_column("community", sa.Column("changes", INT64, server_default=sa.text("0"), nullable=False))
    _documents()
    _changes()
    _petitions()
    _missed()


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", INT64, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community", "kind", "key", name="pk_document"),
        _owned("document"),
        sqlite_strict=True,
    )


def _changes() -> None:
    op.create_table(
        "change",
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("number", INT64, nullable=False),
        sa.Column("made_at", INT64, nullable=False),
        sa.Column("member", sa.Text()),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("undoes", INT64),
        sa.PrimaryKeyConstraint("community", "number", name="pk_change"),
        _owned("change"),
        sqlite_strict=True,
    )
    op.create_index("ix_change_member", "change", ["member"])
    op.create_table(
        "changed",
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("number", INT64, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.PrimaryKeyConstraint("community", "number", "kind", "key", name="pk_changed"),
        sa.ForeignKeyConstraint(
            ["community", "number"],
            ["change.community", "change.number"],
            ondelete="CASCADE",
            name="fk_changed_community_number",
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_changed_community_kind_key_number", "changed", ["community", "kind", "key", "number"])


def _petitions() -> None:
    op.create_table(
        "petition",
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("member", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", INT64, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", INT64, nullable=False),
        sa.Column("changed_at", INT64, nullable=False),
        sa.Column("told_at", INT64),
        sa.PrimaryKeyConstraint("community", "id", name="pk_petition"),
        _owned("petition"),
        sqlite_strict=True,
    )
    op.create_index("ix_petition_community_state_made_at", "petition", ["community", "state", "made_at"])
    op.create_index("ix_petition_member", "petition", ["member"])


def _missed() -> None:
    op.create_table(
        "missed",
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("times", INT64, nullable=False),
        sa.Column("last_at", INT64, nullable=False),
        sa.PrimaryKeyConstraint("community", "words", name="pk_missed"),
        _owned("missed"),
        sqlite_strict=True,
    )


def _owned(table: str) -> sa.ForeignKeyConstraint:
    """The row goes with its community."""
    return sa.ForeignKeyConstraint(["community"], ["community.key"], ondelete="CASCADE", name=f"fk_{table}_community")
