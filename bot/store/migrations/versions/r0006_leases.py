"""What one process at a time has, of several that serve over one database, and what one of them acts on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

INT64 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "lease",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("until", INT64, nullable=False),
        sa.Column("token", INT64, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
        sqlite_strict=True,
    )
    op.create_table(
        "taken",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("taken_at", INT64, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_taken"),
        sqlite_strict=True,
    )
    op.create_index("ix_taken_taken_at", "taken", ["taken_at"])
