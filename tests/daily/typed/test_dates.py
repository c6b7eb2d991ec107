from __future__ import annotations

from datetime import date

import pytest

from bot.daily.typed.dates import date_to_come
from bot.errors import BadInput

# A Sunday.
TODAY = date(2026, 11, 22)
CHRISTMAS_EVE = date(2026, 12, 24)


@pytest.mark.parametrize(
    "typed",
    [
        "24-12-2026",
        "24/12/2026",
        "24.12.2026",
        "24-12",
        "24/12",
        "12/24",
        "2026-12-24",
        "24 dec",
        "24dec",
        "24 dec.",
        "24 december 2026",
        "24e december",
        "24th of December, 2026",
        "Dec 24",
        "December 24th, 2026",
        "tot 24 dec",
        "until the 24th of december",
    ],
)
def test_dates_are_read_as_people_type_them(typed: str) -> None:
    assert date_to_come(typed, TODAY) == CHRISTMAS_EVE


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tomorrow", date(2026, 11, 23)),
        ("morgen", date(2026, 11, 23)),
        ("overmorgen", date(2026, 11, 24)),
        ("maandag", date(2026, 11, 23)),
        ("volgende week", None),
        ("next Sunday", date(2026, 11, 29)),
        ("za", date(2026, 11, 28)),
        ("over 2 weken", date(2026, 12, 6)),
        ("3 days", date(2026, 11, 25)),
        ("een week", date(2026, 11, 29)),
        ("1 maart", date(2027, 3, 1)),
        ("22 nov", date(2027, 11, 22)),
        ("5/6", date(2027, 6, 5)),
        ("1 mrt", date(2027, 3, 1)),
        ("29 feb 2028", date(2028, 2, 29)),
    ],
)
def test_what_is_said_from_today_on_is_read(typed: str, found: date | None) -> None:
    if found is None:
        with pytest.raises(BadInput, match="daily-date"):
            date_to_come(typed, TODAY)
    else:
        assert date_to_come(typed, TODAY) == found


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "daily-date"),
        ("ooit", "daily-date"),
        ("31 feb", "daily-date"),
        ("24 d", "daily-date"),
        ("32-13-2026", "daily-date"),
        ("999 lichtjaren", "daily-date"),
        ("21-11-2026", "daily-date-past"),
        ("22-11-2026", "daily-date-past"),
        ("24-12-1999", "daily-date-past"),
        ("24-12-9999", "daily-date-far"),
        ("999 weeks", "daily-date-far"),
    ],
)
def test_what_is_no_date_to_come_is_refused(typed: str, key: str) -> None:
    with pytest.raises(BadInput) as refused:
        date_to_come(typed, TODAY)

    assert refused.value.key == key
