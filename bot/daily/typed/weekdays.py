"""Weekdays: ma di wo, mon-fri, werkdagen, weekend, every day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz, process

from bot.daily.calendar import EVERY_DAY
from bot.errors import BadInput

LONGEST, LONGEST_WORD = 200, 20
NEAR = 70
WEEK = 7
NAMES = (
    ("maandag", "monday", "ma", "mo", "maa", "mon"),
    ("dinsdag", "tuesday", "di", "tu", "din", "tue", "tues"),
    ("woensdag", "wednesday", "wo", "we", "woe", "wed"),
    ("donderdag", "thursday", "do", "th", "don", "thu", "thur", "thurs"),
    ("vrijdag", "friday", "vr", "fr", "vri", "fri"),
    ("zaterdag", "saturday", "za", "sa", "zat", "sat"),
    ("zondag", "sunday", "zo", "su", "zon", "sun"),
)
"""Each day's names, in full first; Monday is the first."""

DAYS: Mapping[str, int] = {name: day for day, names in enumerate(NAMES) for name in names}
SEVERAL: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(("daily", "everyday", "dagelijks", "alle", "all"), tuple(sorted(EVERY_DAY))),
    **dict.fromkeys(
        ("weekdays", "weekday", "workdays", "werkdagen", "werkdag", "weekdagen", "doordeweeks"), (0, 1, 2, 3, 4)
    ),
    **dict.fromkeys(("weekend", "weekends", "weekeinde", "weekenden"), (5, 6)),
}
# What is said in several words, as one.
PHRASES = (
    (
        re.compile(r"\b(every ?day|each day|iedere dag|elke dag|alle dagen|all days)( of the week| van de week)?\b"),
        "daily",
    ),
    (re.compile(r"\bdoor de week\b"), "werkdagen"),
    (re.compile(r"\s*(?:-|–|—|\bt/m\b|\btot en met\b|\btot\b|\bthrough\b|\bthru\b|\bto\b)\s*"), "-"),
)
BETWEEN = re.compile(r"[\s,;/+&.]+")
LITTLE = frozenset({"en", "and", "op", "on", "in", "the", "het", "de"})


def weekdays(typed: str) -> tuple[int, ...]:
    """The days that somebody typed, Monday being 0, in the order of the week.

    BadInput where a word is no day; it has the name that is `near`, if one is.
    """
    said = typed[:LONGEST].casefold()
    for phrase, word in PHRASES:
        said = phrase.sub(word, said)
    found = {day for word in BETWEEN.split(said) if word and word not in LITTLE for day in _days(word)}
    if not found:
        raise BadInput("daily-days")
    return tuple(sorted(found))


def _days(word: str) -> Iterator[int]:
    """The days of one word: one of them, or from one to another."""
    if word in SEVERAL:
        yield from SEVERAL[word]
        return
    said = [_day(part) for part in word.split("-") if part]
    # Two are where it begins and ends; more are listed so.
    if len(said) == 2:  # noqa: PLR2004 - as it says
        said = [(said[0] + at) % WEEK for at in range((said[1] - said[0]) % WEEK + 1)]
    yield from said


def _day(word: str) -> int:
    found = DAYS.get(word, DAYS.get(word.removesuffix("s")))
    if found is None:
        raise _unknown(word)
    return found


def _unknown(word: str) -> BadInput:
    known = [name for names in NAMES for name in names[:2]] + list(SEVERAL)
    near = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=NEAR)
    if near is None:
        return BadInput("daily-days")
    return BadInput("daily-day-near", word=word[:LONGEST_WORD], near=near[0])
