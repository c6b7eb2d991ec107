"""When a schedule posts: local dates and the instants that they mean. Pure: whoever asks says what time it is.

A slot is a local date, whatever the clock there shows when its post is made: by it a post is made once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Timetable:
    """A time of day on some weekdays (Monday is 0; at least one) in a time zone."""

    time: time
    zone: ZoneInfo
    weekdays: frozenset[int] = EVERY_DAY

    def instant(self, slot: date) -> datetime:
        """When a slot is due, in UTC: a time in a gap is moved forward, of one that comes twice the first is taken."""
        return datetime.combine(slot, self.time, self.zone).astimezone(UTC)

    def moved(self, slot: date) -> datetime | None:
        """The local time of a slot whose own time does not exist; None where it does."""
        there = self.instant(slot).astimezone(self.zone)
        return there if there.replace(tzinfo=None) != datetime.combine(slot, self.time) else None

    def twice(self, slot: date) -> bool:
        """Whether the clock shows the time of a slot twice on that date."""
        local = datetime.combine(slot, self.time, self.zone)
        before, after = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
        return before is not None and after is not None and before > after

    def today(self, now: datetime) -> date:
        """The local date."""
        return now.astimezone(self.zone).date()

    def slots(self, first: date) -> Iterator[date]:
        """The slots from a date on, that one included."""
        while True:
            if first.weekday() in self.weekdays:
                yield first
            first += DAY

    def following(self, now: datetime, after: date | None = None) -> date:
        """The first slot that is due later than `now` and is later than the slot `after`."""
        slots = self.slots(self.today(now) - DAY if after is None else max(after + DAY, self.today(now) - DAY))
        return next(slot for slot in slots if self.instant(slot) > now)

    def upcoming(self, now: datetime, number: int) -> list[date]:
        """The next so many slots."""
        return list(islice(self.slots(self.following(now)), number))

    def passed(self, slot: date, now: datetime) -> list[date]:
        """The slots from one on that are due by now, of the last eight days: of a week each weekday is among them."""
        first = max(slot, self.today(now) - 8 * DAY)
        return list(takewhile(lambda of: self.instant(of) <= now, self.slots(first)))
