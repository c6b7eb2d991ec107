from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.daily.calendar import Timetable
from bot.daily.zones import Zones
from tests.daily.transitions import unfit

ZONES = Zones()
AMSTERDAM = ZONES.zone("Europe/Amsterdam")
NIGHT = Timetable(time(2, 30), AMSTERDAM)
MORNING = Timetable(time(8), AMSTERDAM)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
DAY = timedelta(days=1)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # the parts of a date and a time


def test_a_time_that_does_not_exist_is_moved_forward_and_one_that_comes_twice_taken_once() -> None:
    assert NIGHT.instant(SPRING) == utc(2026, 3, 29, 1, 30)
    moved = NIGHT.moved(SPRING)
    assert moved is not None
    assert moved.time() == time(3, 30)
    assert NIGHT.instant(AUTUMN) == utc(2026, 10, 25, 0, 30)
    assert NIGHT.moved(AUTUMN) is None


def test_a_time_comes_twice_on_the_date_alone_on_which_clocks_are_set_back() -> None:
    dates = [date(2026, 1, 1) + day * DAY for day in range(365)]

    assert [slot for slot in dates if NIGHT.twice(slot)] == [AUTUMN]
    assert [slot for slot in dates if MORNING.twice(slot)] == []


def test_the_next_posts_come_at_the_same_local_time_on_both_sides_of_a_change_of_clocks() -> None:
    slots = MORNING.upcoming(utc(2026, 10, 24, 6), 3)

    assert slots == [AUTUMN, AUTUMN + DAY, AUTUMN + 2 * DAY]
    assert [MORNING.instant(slot).hour for slot in (AUTUMN - DAY, *slots)] == [6, 7, 7, 7]


def test_only_its_weekdays_are_slots() -> None:
    mondays = Timetable(time(8), AMSTERDAM, frozenset({0}))

    assert mondays.upcoming(utc(2026, 11, 22, 12), 2) == [date(2026, 11, 23), date(2026, 11, 30)]
    assert mondays.passed(date(2026, 1, 1), utc(2026, 11, 22, 12)) == [date(2026, 11, 16)]


def test_what_was_posted_today_under_another_time_or_zone_is_posted_again_tomorrow() -> None:
    later = Timetable(time(20), AMSTERDAM)

    assert later.following(utc(2026, 11, 22, 12)) == date(2026, 11, 22)
    assert later.following(utc(2026, 11, 22, 12), after=date(2026, 11, 22)) == date(2026, 11, 23)


def test_what_came_is_that_of_today_and_before_up_to_now() -> None:
    late = Timetable(time(23, 30), AMSTERDAM)
    yesterday = date(2026, 11, 21)

    assert late.passed(yesterday, utc(2026, 11, 21, 22, 29)) == []
    assert late.passed(yesterday, utc(2026, 11, 21, 22, 30)) == [yesterday]
    assert late.passed(yesterday, utc(2026, 11, 22, 1)) == [yesterday]


def test_a_schedule_that_lay_for_years_is_looked_back_at_for_days() -> None:
    assert len(MORNING.passed(date(2000, 1, 1), utc(2026, 11, 22, 12))) == 9


@pytest.mark.parametrize("name", sorted(ZONES.names)[::12])
def test_around_every_change_of_clocks_there_is_one_post_a_local_date(name: str) -> None:
    assert unfit(ZONES.zone(name)) == []
