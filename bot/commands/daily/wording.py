"""A schedule in sentences: where and when it posts, what, and what it does besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from bot.commands.daily.naming import Named
from bot.commands.daily.zoning import city
from bot.corpus.topics import Topics
from bot.daily.calendar import EVERY_DAY
from bot.daily.schedule import Schedule
from bot.daily.zones import Zones
from bot.library.library import Library
from bot.model import Channel, LocalTime, MentionedRole, Message, MessageValue
from bot.reply import Entry
from bot.reply.telling import language_name
from bot.store.schedules import Slot

WORKDAYS, WEEKEND = tuple(range(5)), (5, 6)


class Describing:
    """Puts schedules into sentences. `topics` are those that their community sees."""

    def __init__(self, library: Library, zones: Zones) -> None:
        self._authors = library.authors
        self._zones = zones

    def entry(self, of: Named, topics: Topics, slots: Sequence[Slot] = (), *, stopped: bool = False) -> Entry:
        """A schedule, and when its next posts are; where the bot has `stopped` trying there are none."""
        return Entry(title(of), (*self.lines(of.schedule, topics), *self._coming(of.schedule, slots, stopped=stopped)))

    def in_short(self, of: Named, slots: Sequence[Slot] = (), *, stopped: bool = False) -> Entry:
        """A schedule by its title, whether it rests, and when its next post is."""
        return Entry(title(of), (*self.rests(of.schedule), *self._coming(of.schedule, slots, stopped=stopped)))

    def lines(self, of: Schedule, topics: Topics) -> Iterator[Message]:
        """What is to be said of a schedule beside its title, a line each."""
        yield Message("schedule-zone", {"city": city(self._zones, of.zone), "zone": of.zone})
        yield Message("schedule-what", {"kind": Message(f"schedule-kind-{of.kind}")})
        if of.topic:
            yield Message("schedule-topic", {"topic": topics[of.topic].title if of.topic in topics else of.topic})
        if of.author:
            yield Message("schedule-author", {"author": self._authors.get(of.author, of.author)})
        if of.language:
            yield Message("schedule-language", {"language": language_name(of.language)})
        if of.thread:
            yield Message("schedule-thread")
        if of.role:
            yield Message("schedule-role", {"role": MentionedRole(of.role)})
        if of.poll:
            yield Message("schedule-poll")
        yield from self.rests(of)

    def rests(self, of: Schedule) -> Iterator[Message]:
        """That it posts nothing, and until when; the dates that it leaves out."""
        if of.paused and of.until is None:
            yield Message("schedule-paused")
        elif of.paused and of.until:
            yield Message("schedule-paused-until", {"date": date.fromisoformat(of.until)})
        for skipped in of.skipped:
            yield Message("schedule-skipped", {"date": date.fromisoformat(skipped)})

    def upcoming(self, of: Schedule, slots: Iterable[Slot]) -> Iterator[Message]:
        """When the next posts are, a line each."""
        for slot in slots:
            yield Message("schedule-next", {"at": self.local(of, slot.due)})

    def _coming(self, of: Schedule, slots: Iterable[Slot], *, stopped: bool) -> Iterator[Message]:
        if stopped:
            yield Message("schedule-stopped")
        else:
            yield from self.upcoming(of, slots)

    def local(self, of: Schedule, at: datetime) -> LocalTime:
        """An instant by the schedule's clock."""
        return LocalTime(at.astimezone(self._zones.zone(of.zone)))


def title(of: Named) -> Message:
    """The key of a schedule, when and where it posts."""
    when: dict[str, MessageValue] = {"days": days(of.schedule.weekdays), "time": of.schedule.time}
    return Message("schedule-title", {"key": of.key, "channel": Channel(of.schedule.place), **when})


def days(weekdays: Sequence[int]) -> Message:
    """Weekdays (Monday is 0; at least one) in words."""
    if set(weekdays) == EVERY_DAY:
        return Message("schedule-every-day")
    if tuple(weekdays) == WORKDAYS:
        return Message("schedule-workdays")
    if tuple(weekdays) == WEEKEND:
        return Message("schedule-weekend")
    return joined([Message(f"weekday-{day}") for day in weekdays])


def joined(several: Sequence[Message]) -> Message:
    """Several things (at least one) as they are listed in a sentence."""
    told, *further = several
    for at, one in enumerate(further, 1):
        told = Message("listed-last" if at == len(further) else "listed", {"before": told, "one": one})
    return told
