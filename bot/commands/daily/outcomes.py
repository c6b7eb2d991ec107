"""What came of posts, in sentences: when they were made, or why they were not."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.daily.discussing import POST_GONE, ROLE_GONE
from bot.commands.daily.excerpt import GONE
from bot.daily.choosing import NOTHING, PAUSED, REMOVED
from bot.daily.courier import IN_VAIN
from bot.daily.outbox import CANNOT_SEE, FORBIDDEN, NO_ANSWER, NO_PLACE, NOT_KEPT, TOO_MUCH, UNFIT
from bot.daily.schedule import MISSED
from bot.model import LocalTime, Message
from bot.store.deliveries import FAILED, REFUSED, SENT, SKIPPED, UNKNOWN, Delivery
from bot.store.schedules import Due

OF_COURIERS = frozenset({MISSED, IN_VAIN, CANNOT_SEE, TOO_MUCH, NOT_KEPT, NO_ANSWER, FORBIDDEN, NO_PLACE, UNFIT})
REASONS = OF_COURIERS | {REMOVED, PAUSED, NOTHING, GONE, POST_GONE, ROLE_GONE}
"""The words for why a post was not made that there is a sentence for (`reason-<word>`)."""

# So many seconds are one that is told.
MINUTE = 60


def reason(of: Delivery) -> Message:
    """Why a post was not made; a word that a newer version wrote is told as it is."""
    return Message(f"reason-{of.reason}") if of.reason in REASONS else Message("reason-other", {"word": of.reason})


def came(of: Delivery, due: LocalTime) -> Message:
    """What came of a post that was due then."""
    if of.state in (SKIPPED, FAILED, UNKNOWN):
        return Message(f"came-{of.state}", {"at": due, "reason": reason(of)})
    if of.state != SENT:
        return Message("came-under-way", {"at": due})
    if of.content and of.content.get("late") and of.first_send:
        minutes = int((of.first_send - of.due).total_seconds()) // MINUTE
        return Message("came-late", {"at": due, "minutes": minutes})
    return Message("came-sent", {"at": due})


def left_out(of: Delivery) -> Message:
    """Why a step after a post was not taken."""
    return Message("step-left-out", {"step": Message(f"step-{of.kind}"), "reason": reason(of)})


def refusals(due: Due | None) -> Iterator[Message]:
    """Since when the posts of a schedule are refused, and that the bot stops trying, or has stopped."""
    if due and due.stopped_at:
        yield Message("refused-stopped", {"at": LocalTime(due.stopped_at)})
    elif due and due.refused_since:
        values = {"since": LocalTime(due.refused_since), "until": LocalTime(due.refused_since + REFUSED)}
        yield Message("refused-since", values)
