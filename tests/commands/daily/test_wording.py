"""A schedule is told in words, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.commands.daily.naming import Named
from bot.commands.daily.wording import Describing, days
from bot.daily.agenda import Agenda
from bot.daily.schedule import Schedule
from bot.i18n import Languages
from bot.library.library import Library
from tests.commands.daily.made import EVENING, MORNING
from tests.daily.clocks import NOON

FULL = replace(
    EVENING,
    weekdays=(0, 2, 4),
    topic="kronstadt",
    author="storm",
    language="nl",
    thread=True,
    role="5",
    paused=True,
    until="2026-12-24",
    skipped=("2026-12-25",),
)


def told(library: Library, agenda: Agenda, languages: Languages, schedule: Schedule, locale: str) -> list[str]:
    """What is said of a schedule, with its next two posts."""
    slots = agenda.timing.upcoming(schedule, NOON, 2)
    describing = Describing(library, agenda.zones)
    entry = describing.entry(Named("ab2c", schedule, 1), library.curated.topics, slots)
    return [languages.say(message, locale) for message in (entry.title, *entry.lines)]


def test_a_schedule_is_told_with_its_next_posts(library: Library, agenda: Agenda, languages: Languages) -> None:
    assert told(library, agenda, languages, MORNING, "nl") == [
        "ab2c · elke dag om 08:00 in #11",
        "Tijdzone: Amsterdam (Europe/Amsterdam)",
        "Wat: een fragment",
        "Volgende: maandag 23 november 2026, 08:00",
        "Volgende: dinsdag 24 november 2026, 08:00",
    ]


def test_all_that_a_schedule_does_is_told(library: Library, agenda: Agenda, languages: Languages) -> None:
    assert told(library, agenda, languages, FULL, "en") == [
        "ab2c · Monday, Wednesday and Friday at 20:30 in #12",
        "Time zone: Amsterdam (Europe/Amsterdam)",
        "What: positions of two authors",
        "Topic: Kronstadt",
        "Author: Peter Storm",
        "Language of the texts: Dutch",
        "With a thread for the discussion",
        "Mentions @5",
        "Paused until Thursday, December 24, 2026",
        "Skips Friday, December 25, 2026",
        "Next: Monday 28 December 2026, 20:30",
        "Next: Wednesday 30 December 2026, 20:30",
    ]


def test_what_is_gone_is_told_by_its_key(library: Library, agenda: Agenda, languages: Languages) -> None:
    lines = told(library, agenda, languages, replace(MORNING, topic="weg", author="niemand", paused=True), "nl")

    assert lines[3:] == ["Onderwerp: weg", "Auteur: niemand", "Gepauzeerd"]


@pytest.mark.parametrize(
    ("weekdays", "words"),
    [
        (range(7), "elke dag"),
        (range(5), "maandag tot en met vrijdag"),
        ((5, 6), "zaterdag en zondag"),
        ((3,), "donderdag"),
        ((0, 1, 6), "maandag, dinsdag en zondag"),
    ],
)
def test_days_are_told_as_people_say_them(languages: Languages, weekdays: Sequence[int], words: str) -> None:
    assert languages.say(days(tuple(weekdays)), "nl") == words
