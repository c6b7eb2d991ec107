"""The tables as they are now. How a database of an older version gets there stands in `migrations`.

No column numbers its rows by itself: PostgreSQL would go on counting below what a backup brought back.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, MetaData, Table, Text, text

from bot.store.content import Content
from bot.store.moment import INT64, Moment

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
    # How often something of its own was changed: the number of the last change.
    Column("changes", INT64, nullable=False, server_default=text("0")),
    sqlite_strict=True,
)


def _of_community() -> Column[str]:
    """Whose a row is; it goes with its community."""
    return Column("community", Text, ForeignKey(COMMUNITY.c.key, ondelete="CASCADE"), primary_key=True)


# What a community's moderators decided, as it stands: its topics, what it put aside, its settings.
DOCUMENT = Table(
    "document",
    METADATA,
    _of_community(),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    # The number of the change that left it so.
    Column("version", INT64, nullable=False),
    Column("content", Content, nullable=False),
    sqlite_strict=True,
)

# Who changed what, and when: the audit log. Of one who wants to be forgotten no name is left.
CHANGE = Table(
    "change",
    METADATA,
    _of_community(),
    Column("number", INT64, primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("member", Text),
    Column("deed", Text, nullable=False),
    # The number of the change that it takes back.
    Column("undoes", INT64),
    Index(None, "member"),
    sqlite_strict=True,
)

# What one change changed: from nothing where something was added, to nothing where it was removed.
CHANGED = Table(
    "changed",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("number", INT64, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("before", Content),
    Column("after", Content),
    ForeignKeyConstraint(["community", "number"], [CHANGE.c.community, CHANGE.c.number], ondelete="CASCADE"),
    Index(None, "community", "kind", "key", "number"),
    sqlite_strict=True,
)

# What somebody works on, or has put before the moderators: a topic to be, a report on a quotation.
PETITION = Table(
    "petition",
    METADATA,
    _of_community(),
    Column("id", Text, primary_key=True),
    # None once the member was forgotten.
    Column("member", Text),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    # Counts how often it was rewritten.
    Column("version", INT64, nullable=False),
    Column("content", Content, nullable=False),
    # What the moderators say to it, once they have decided.
    Column("reason", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    # When the member was told what came of it.
    Column("told_at", Moment),
    Index(None, "community", "state", "made_at"),
    Index(None, "member"),
    sqlite_strict=True,
)

# What members asked about in vain. Nobody's name stands here.
MISSED = Table(
    "missed",
    METADATA,
    _of_community(),
    Column("words", Text, primary_key=True),
    Column("times", INT64, nullable=False),
    Column("last_at", Moment, nullable=False),
    sqlite_strict=True,
)
