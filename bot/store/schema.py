"""The tables as they are now. How a database of an older version gets there stands in `migrations`.

No column numbers its rows by itself: PostgreSQL would go on counting below what a backup brought back.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, MetaData, Table, Text, text

from bot.store.content import Content
from bot.store.moment import INT64, Day, Moment

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

# What the clock needs of the documents of kind `schedule`: made from them with every change of theirs.
SCHEDULE = Table(
    "schedule",
    METADATA,
    _of_community(),
    Column("key", Text, primary_key=True),
    # The slot that comes next and when it is due; None while nothing does.
    Column("next_slot", Day),
    Column("next_due", Moment),
    # By which version of the time zones' rules that was reckoned.
    Column("rules", Text, nullable=False),
    # Since when its posts have been refused, and when the bot stopped trying.
    Column("refused_since", Moment),
    Column("stopped_at", Moment),
    Index(None, "next_due"),
    sqlite_strict=True,
)

# One slot's post of a schedule, or a step after it, such as its thread. It outlives the schedule: it says what was
# posted, and a schedule that is brought back posts nothing again.
DELIVERY = Table(
    "delivery",
    METADATA,
    _of_community(),
    Column("schedule", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("slot", Day, primary_key=True),
    # Reckoned from the four above: by it the platform knows the post again.
    Column("key", Text, nullable=False),
    Column("state", Text, nullable=False),
    # Where it goes, as the platform calls the place.
    Column("place", Text, nullable=False),
    Column("due", Moment, nullable=False),
    # Until when it may be posted.
    Column("until", Moment, nullable=False),
    # Who has it: a name for each time it is taken up. Nobody takes it up before `not_before`.
    Column("owner", Text),
    Column("not_before", Moment, nullable=False),
    Column("attempts", INT64, nullable=False),
    # What it says, chosen once; where in the place it cannot stand before; when it was first and last sent.
    Column("content", Content),
    Column("anchor", Text),
    Column("first_send", Moment),
    Column("last_send", Moment),
    # What the platform calls the post; when it ended, and why where it was not sent.
    Column("message", Text),
    Column("ended_at", Moment),
    Column("reason", Text, nullable=False),
    # The post that it is a step after.
    Column("follows", Text),
    # When the moderators were told that it came to nothing.
    Column("told_at", Moment),
    Index(None, "key", unique=True),
    Index(None, "community", "due"),
    sqlite_strict=True,
)
# Those that have not ended: few of very many.
Index(
    "ix_delivery_open",
    DELIVERY.c.not_before,
    sqlite_where=DELIVERY.c.ended_at.is_(None),
    postgresql_where=DELIVERY.c.ended_at.is_(None),
)

# How far the account of a platform has been read that says so by a token.
READ = Table(
    "read",
    METADATA,
    Column("account", Text, primary_key=True),
    Column("token", Text, nullable=False),
    sqlite_strict=True,
)

# What was read and is answered, so that it is not answered again. It does not say by whom it was, nor what it was.
SEEN = Table(
    "seen",
    METADATA,
    Column("account", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("seen_at", Moment, nullable=False),
    Index(None, "seen_at"),
    sqlite_strict=True,
)

# Answers on their way to their places, in the order of `made_at` and `number`.
ANSWER = Table(
    "answer",
    METADATA,
    Column("account", Text, primary_key=True),
    # Reckoned from what it answers: by it the platform knows the answer again.
    Column("key", Text, primary_key=True),
    Column("place", Text, nullable=False),
    # What the platform calls such a thing: a message, a reaction.
    Column("kind", Text, nullable=False),
    # The key of the message that it is put upon; that goes before, and so do all other messages.
    Column("upon", Text),
    Column("made_at", Moment, nullable=False),
    Column("number", INT64, nullable=False),
    # What it says, until it has ended.
    Column("content", Content),
    # When it was first sent, and from which device: the platform knows keys for a day, of each device its own.
    Column("first_send", Moment),
    Column("device", Text),
    # What the platform calls the message; when it ended, and why where it was not sent.
    Column("message", Text),
    Column("ended_at", Moment),
    Column("reason", Text, nullable=False),
    sqlite_strict=True,
)
Index(
    "ix_answer_open",
    ANSWER.c.made_at,
    ANSWER.c.number,
    sqlite_where=ANSWER.c.ended_at.is_(None),
    postgresql_where=ANSWER.c.ended_at.is_(None),
)
