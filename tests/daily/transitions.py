"""Every change of clocks in a zone up to 2037, and whether schedules post once on each date around it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.daily.calendar import Timetable

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 1, 1), date(2037, 12, 31)
TIMES = [time(half // 2, half % 2 * 30) for half in range(48)]
LEAST, MOST = timedelta(hours=22), timedelta(hours=26)


def transitions(zone: ZoneInfo) -> list[date]:
    """The dates (in UTC) on which the clocks of a zone change."""
    days = (LAST - FIRST).days
    noons = [datetime(2026, 1, 1, 12, tzinfo=UTC) + of * DAY for of in range(days)]
    offsets = [noon.astimezone(zone).utcoffset() for noon in noons]
    return [noon.date() for (before, after), noon in zip(pairwise(offsets), noons[1:], strict=True) if before != after]


def unfit(zone: ZoneInfo) -> list[tuple[time, date]]:
    """The times and dates around changes of clocks where a schedule does not post once, 22 to 26 hours apart."""
    return [(at, day) for day in transitions(zone) for at in TIMES if not _fit(Timetable(at, zone), day)]


def _fit(timetable: Timetable, day: date) -> bool:
    """Walks from post to post as the bot does, with the time of the one before as its clock."""
    first = day - 3 * DAY
    slots, now = [first], timetable.instant(first)
    while len(slots) < 7:
        slots.append(timetable.following(now, slots[-1]))
        now = timetable.instant(slots[-1])
    instants = [timetable.instant(slot) for slot in slots]
    apart = [after - before for before, after in pairwise(instants)]
    # Never twice, and never zero: no date is left out.
    daily = slots == [first + of * DAY for of in range(7)]
    found = all(timetable.passed(slot, instant)[-1:] == [slot] for slot, instant in zip(slots, instants, strict=True))
    return daily and found and all(LEAST <= of <= MOST for of in apart)
