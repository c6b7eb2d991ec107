"""Says what a change made of a schedule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.commands.daily.naming import Named
from bot.commands.daily.wording import days, joined, title
from bot.corpus.topics import Topics
from bot.daily.schedule import Schedule
from bot.model import Channel, MentionedRole, Message, MessageValue
from bot.reply.telling import language_name
from bot.store.ledger import Changed

NOTHING, ANY = Message("changed-nothing"), Message("schedule-any")


def of_schedule(part: Changed, topics: Topics) -> Iterator[Message]:
    """What became of one schedule, in a line or more."""
    before = Schedule.of(part.before) if part.before else None
    after = Schedule.of(part.after) if part.after else None
    stands = after or before
    if stands:
        yield title(Named(part.key, stands, 0))
    if before and after:
        yield from fields(before, after, topics)
    else:
        yield Message("changed-added" if after else "changed-removed")


def fields(before: Schedule, after: Schedule, topics: Topics) -> Iterator[Message]:
    """What is different about a schedule, a line each."""
    was, now = _said(before, topics), _said(after, topics)
    for name, old in was.items():
        if old != now[name]:
            yield Message("changed-field", {"field": Message(f"field-{name}"), "before": old, "after": now[name]})


def _said(of: Schedule, topics: Topics) -> dict[str, MessageValue]:
    """What is told of a schedule, by the names of its fields."""
    topic = topics.get(of.topic or "")
    return {
        "place": Channel(of.place),
        "time": of.time,
        "zone": of.zone,
        "days": days(of.weekdays),
        "kind": Message(f"schedule-kind-{of.kind}"),
        "topic": topic.title if topic else of.topic or ANY,
        "author": of.author or ANY,
        "language": language_name(of.language) if of.language else ANY,
        "thread": Message("yes" if of.thread else "no"),
        "role": MentionedRole(of.role) if of.role else NOTHING,
        "poll": Message("yes" if of.poll else "no"),
        "rest": _rest(of),
        "skipped": _skipped(of),
    }


def _skipped(of: Schedule) -> Message:
    dates = [Message("schedule-date", {"date": date.fromisoformat(one)}) for one in of.skipped]
    return joined(dates) if dates else NOTHING


def _rest(of: Schedule) -> Message:
    if not of.paused:
        return Message("no")
    if of.until is None:
        return Message("yes")
    return Message("schedule-until", {"date": date.fromisoformat(of.until)})
