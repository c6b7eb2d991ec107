from __future__ import annotations

import pytest

from bot.daily.typed.times import time_of_day
from bot.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("8:00", "08:00"),
        ("08:00", "08:00"),
        ("08.00", "08:00"),
        ("8,30", "08:30"),
        ("8", "08:00"),
        ("8u", "08:00"),
        ("8u30", "08:30"),
        ("8 u 30", "08:30"),
        ("8 uur", "08:00"),
        ("8.30 uur", "08:30"),
        ("om 8:30", "08:30"),
        ("20h", "20:00"),
        ("20h15", "20:15"),
        ("2015", "20:15"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        ("8am", "08:00"),
        ("8 AM", "08:00"),
        ("8 a.m.", "08:00"),
        ("8:30p.m.", "20:30"),
        ("at 8 pm", "20:00"),
        ("12am", "00:00"),
        ("12:30 am", "00:30"),
        ("12pm", "12:00"),
        ("20:00 pm", "20:00"),
        ("8 uur 's avonds", "20:00"),
        ("8 uur \u2019s ochtends", "08:00"),
        ("12 uur 's middags", "12:00"),
        ("8 in the evening", "20:00"),
        ("8 o'clock", "08:00"),
        ("Noon", "12:00"),
        ("middernacht", "00:00"),
        ("midnight", "00:00"),
    ],
)
def test_times_are_read_as_people_type_them(typed: str, time: str) -> None:
    assert time_of_day(typed) == time


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "25:00",
        "24:00",
        "8:60",
        "8:5",
        "13am",
        "0am",
        "0pm",
        "12 uur 's avonds",
        "acht",
        "half negen",
        "-8:00",
        "8:00:00",
        "8:00 8:00",
        "\u0668:00",
        "9" * 500,
    ],
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="daily-time"):
        time_of_day(typed)
