"""When moderators were told of a post that came to nothing; what was due in a community lately is found at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

INT64 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the column and the index."""
    op.add_column("delivery", sa.Column("told_at", INT64))
    op.create_index("ix_delivery_community_due", "delivery", ["community", "due"])
