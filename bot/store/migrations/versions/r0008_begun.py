"""What something was done for, so that it is not done again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

INT64 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "begun",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("begun_at", INT64, nullable=False),
        sa.PrimaryKeyConstraint("account", "place", "event", name="pk_begun"),
        sqlite_strict=True,
    )
    op.create_index("ix_begun_begun_at", "begun", ["begun_at"])
