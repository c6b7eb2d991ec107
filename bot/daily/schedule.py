"""What a schedule is: every day at such a time, there, this. Moderators write it; the ledger keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from bot.daily.calendar import DAY, EVERY_DAY, Timetable
from bot.daily.zones import Zones
from bot.store.content import Fields
from bot.store.schedules import Outlook, Passed, Slot

Kind = Literal["excerpt", "positions", "alternating"]

CATCH_UP_HOURS = 4
MISSED = "missed"
"""Why a slot is skipped that came while nobody was there, and for which it is too late."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A post a day. As `Fields` it is the document that the ledger keeps.

    `place` is where, as the platform calls it; `time`, `zone` and `weekdays` (Monday is 0) say when. `seed` settles
    what is chosen; `topic`, `author` and `language` (keys) restrict it. `thread` opens one for each post, `role` is
    mentioned, a `poll` asks whose case is stronger where several speak. Where it is `paused`, it goes on on the date
    `until`, or when somebody says so; on `skipped` dates it posts nothing. A post that is late comes within `catch_up`
    hours (24 at most) or not at all.
    """

    place: str
    time: str
    zone: str
    seed: str
    weekdays: tuple[int, ...] = tuple(sorted(EVERY_DAY))
    kind: Kind = "excerpt"
    topic: str | None = None
    author: str | None = None
    language: str | None = None
    thread: bool = False
    role: str | None = None
    poll: bool = False
    paused: bool = False
    until: str | None = None
    skipped: tuple[str, ...] = ()
    catch_up: int = CATCH_UP_HOURS

    @classmethod
    def of(cls, content: Fields) -> Schedule:
        """The schedule that a document holds; what a later version added to it is left aside."""
        known: dict[str, Any] = {name: value for name, value in content.items() if name in cls.__slots__}
        known.update((name, tuple(known[name])) for name in ("weekdays", "skipped") if name in known)
        return cls(**known)

    @property
    def content(self) -> Fields:
        """The document."""
        fields: dict[str, object] = asdict(self)
        return {**fields, "weekdays": list(self.weekdays), "skipped": list(self.skipped)}

    def rests(self, slot: date) -> bool:
        """Whether nothing is posted on a date."""
        resting = self.paused and (self.until is None or slot.isoformat() < self.until)
        return resting or slot.isoformat() in self.skipped

    def without_past(self, today: date) -> Schedule:
        """The same, without a pause that is over and skipped dates that are."""
        over = self.paused and self.until is not None and self.until <= today.isoformat()
        skipped = tuple(of for of in self.skipped if of >= today.isoformat())
        return replace(self, skipped=skipped, paused=self.paused and not over, until=None if over else self.until)

    def timetable(self, zones: Zones) -> Timetable:
        """When it posts, pauses aside."""
        return Timetable(time.fromisoformat(self.time), zones.zone(self.zone), frozenset(self.weekdays))


class Timing:
    """Reads in the documents of schedules when they are due: what `bot.store.schedules` asks of the calendar."""

    def __init__(self, zones: Zones) -> None:
        self._zones = zones

    @property
    def rules(self) -> str:
        """The version of the time zones' rules."""
        return self._zones.rules

    def following(self, content: Fields, after: date | None, now: datetime) -> Slot | None:
        """The first slot later than now and than the slot `after`; None where it is paused without an end."""
        found = self.upcoming(Schedule.of(content), now, 1, after)
        return found[0] if found else None

    def upcoming(self, schedule: Schedule, now: datetime, number: int, after: date | None = None) -> list[Slot]:
        """The next so many slots of a schedule, after one if that is given."""
        if schedule.paused and schedule.until is None:
            return []
        timetable = schedule.timetable(self._zones)
        floor = date.fromisoformat(schedule.until) - DAY if schedule.paused and schedule.until else after
        first = timetable.following(now, max(filter(None, (after, floor)), default=None))
        return list(_slots(timetable, schedule, first, number))

    def again(self, content: Fields, slot: date) -> Slot:
        """The same slot by the rules as they are now."""
        return Slot(slot, Schedule.of(content).timetable(self._zones).instant(slot))

    def outlook(self, content: Fields, slot: date, now: datetime) -> Outlook:
        """What has come since a slot: of several the last is posted, where that is not too late."""
        schedule = Schedule.of(content)
        timetable = schedule.timetable(self._zones)
        passed = [of for of in timetable.passed(slot, now) if of.isoformat() not in schedule.skipped]
        told = tuple(_passed(schedule, timetable, of, now, last=of == passed[-1]) for of in passed[-2:])
        last = passed[-1:] or [slot - DAY]
        return Outlook(told, self.following(content, last[0], now))


def _passed(schedule: Schedule, timetable: Timetable, slot: date, now: datetime, *, last: bool) -> Passed:
    due = timetable.instant(slot)
    until = due + timedelta(hours=schedule.catch_up)
    return Passed(Slot(slot, due), schedule.place, until, "" if last and now <= until else MISSED)


def _slots(timetable: Timetable, schedule: Schedule, first: date, number: int) -> Iterable[Slot]:
    slots = (of for of in timetable.slots(first) if of.isoformat() not in schedule.skipped)
    for _ in range(number):
        slot = next(slots)
        yield Slot(slot, timetable.instant(slot))
