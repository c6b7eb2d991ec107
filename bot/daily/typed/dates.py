"""A date to come: 24-12-2026, 24 dec, December 24, tomorrow, maandag, over 2 weken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.daily.calendar import DAY
from bot.daily.typed.weekdays import DAYS, WEEK
from bot.errors import BadInput

LONGEST = 60
FARTHEST = timedelta(days=2 * 366)
NAMED = {"tomorrow": 1, "morgen": 1, "overmorgen": 2, "the day after tomorrow": 2, "day after tomorrow": 2}
UNITS = {
    **dict.fromkeys(("day", "days", "dag", "dagen"), 1),
    **dict.fromkeys(("week", "weeks", "weken"), WEEK),
}
MONTHS = (
    ("januari", "january"),
    ("februari", "february"),
    ("maart", "march", "mrt"),
    ("april",),
    ("mei", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("augustus", "august"),
    ("september", "sept"),
    ("oktober", "october"),
    ("november",),
    ("december",),
)
# May has no shorter name, and neither have others a shorter one than this.
LETTERS = 3
BEFORE = re.compile(r"^(until|till|tot|op|on|next|volgende|aanstaande|komende|until the|the)\s+")
ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})", re.ASCII)
NUMBERS = re.compile(r"(?P<day>[0-9]{1,2})[-/. ](?P<month>[0-9]{1,2})(?:[-/. ](?P<year>[0-9]{4}))?", re.ASCII)
DAY_FIRST = re.compile(
    r"(?P<day>[0-9]{1,2})(?:(?:st|nd|rd|th|e|ste|de)?[ -]|)(?:of )?(?P<month>[a-z]+)[., -]*(?P<year>[0-9]{4})?"
)
MONTH_FIRST = re.compile(r"(?P<month>[a-z]+)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>[0-9]{4}))?")
IN = re.compile(r"(?:in|over|for)? ?(?P<number>[0-9]{1,3}|een|a|one) (?P<unit>[a-z]+)")


def date_to_come(typed: str, today: date) -> date:
    """The date that somebody typed; without a year, the next such. BadInput where it is none, or not to come soon."""
    said = " ".join(typed[:LONGEST].casefold().split()).rstrip(".")
    while (shorter := BEFORE.sub("", said)) != said:
        said = shorter
    found = next(_readings(said, today), None)
    if found is None:
        raise BadInput("daily-date")
    if found <= today:
        raise BadInput("daily-date-past")
    if found > today + FARTHEST:
        raise BadInput("daily-date-far")
    return found


def _readings(said: str, today: date) -> Iterator[date]:
    """What may be meant, the likeliest first."""
    if said in NAMED:
        yield today + NAMED[said] * DAY
    if said in DAYS:
        yield today + ((DAYS[said] - today.weekday() - 1) % WEEK + 1) * DAY
    if (found := IN.fullmatch(said)) and found["unit"] in UNITS:
        number = int(found["number"]) if found["number"].isdecimal() else 1
        yield today + number * UNITS[found["unit"]] * DAY
    for pattern in (ISO, NUMBERS, DAY_FIRST, MONTH_FIRST):
        if found := pattern.fullmatch(said):
            yield from _dated(found, today)


def _dated(found: re.Match[str], today: date) -> Iterable[date]:
    """The date of a day, a month and perhaps a year; where the two can only be the other way round, that."""
    month, day = _month(found["month"]), int(found["day"])
    year = int(found["year"]) if found["year"] else None
    return [*_made(year, month, day, today), *(_made(year, day, month, today) if found["month"].isdecimal() else ())]


def _made(year: int | None, month: int, day: int, today: date) -> Iterator[date]:
    """The date, where there is one; without a year this year's or else one of the next, as 29 February may be."""
    for tried in [year] if year else range(today.year, today.year + 5):
        try:
            made = date(tried, month, day)
        except ValueError:
            continue
        if year or made > today:
            yield made
            return


def _month(said: str) -> int:
    """The number of a month; 0 where it is none."""
    if said.isdecimal():
        return int(said)
    numbers = enumerate(MONTHS, 1)
    return next((n for n, names in numbers if len(said) >= LETTERS and any(of.startswith(said) for of in names)), 0)
