from __future__ import annotations

import pytest

from bot.daily.typed.weekdays import weekdays
from bot.errors import BadInput

ALL, WORK, FREE = (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4), (5, 6)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("ma di wo", (0, 1, 2)),
        ("wo, ma en di", (0, 1, 2)),
        ("Maandag", (0,)),
        ("mondays and thursdays", (0, 3)),
        ("mon/wed/fri", (0, 2, 4)),
        ("ma-wo-vr", (0, 2, 4)),
        ("ma-vr", WORK),
        ("mon - fri", WORK),
        ("maandag t/m vrijdag", WORK),
        ("Monday to Friday", WORK),
        ("vr \u2013 ma", (0, 4, 5, 6)),
        ("do-do", (3,)),
        ("werkdagen", WORK),
        ("weekdays", WORK),
        ("door de week", WORK),
        ("weekend", FREE),
        ("werkdagen, za", (0, 1, 2, 3, 4, 5)),
        ("daily", ALL),
        ("elke dag", ALL),
        ("every day of the week", ALL),
        ("th", (3,)),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, days: tuple[int, ...]) -> None:
    assert weekdays(typed) == days


@pytest.mark.parametrize(
    ("typed", "near"),
    [("woensdg", "woensdag"), ("ma wendesday", "wednesday"), ("wekend", "weekend"), ("ma-vrjdag", "vrijdag")],
)
def test_of_what_is_misspelt_the_nearest_is_suggested(typed: str, near: str) -> None:
    with pytest.raises(BadInput, match="daily-day-near") as refused:
        weekdays(typed)

    assert refused.value.values["near"] == near


@pytest.mark.parametrize("typed", ["", " ", "en", "-", "qzx", "8:00", "@everyone", "1-5", "m" * 500])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="daily-days"):
        weekdays(typed)
