"""The tables as they are now. How a database of an older version gets there stands in `migrations`.

No column numbers its rows by itself: PostgreSQL would go on counting below what a backup brought back.
"""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Table, Text

from bot.store.moment import Moment

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

METADATA = MetaData(naming_convention=NAMES)

COMMUNITY = Table(
    "community",
    METADATA,
    # As in `Ask.community`: the platform, a colon, what the platform calls it.
    Column("key", Text, primary_key=True),
    Column("first_seen", Moment, nullable=False),
    # None while the bot is there.
    Column("left_at", Moment),
    sqlite_strict=True,
)
