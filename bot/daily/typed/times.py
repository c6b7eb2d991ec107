"""A time of day: 8:00, 08.00, 8u30, 20h, 8am, 's avonds, noon."""

from __future__ import annotations

import re

from bot.errors import BadInput

LONGEST = 40
NAMED = {
    "noon": "12:00",
    "midday": "12:00",
    "midden op de dag": "12:00",
    "midnight": "00:00",
    "middernacht": "00:00",
}
MORNING = ("am", "in the morning", "'s ochtends", "'s morgens")
AFTERNOON = ("pm", "in the afternoon", "'s middags")
EVENING = ("in the evening", "'s avonds")
BEFORE = re.compile(r"^(at|om|@)\s+")
HALVES = re.compile(r"(?<![a-z])([ap])\.? ?m(?![a-z])\.?")
DIGITS = re.compile(r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})", re.ASCII)
SPOKEN = re.compile(
    r"(?P<hour>[0-9]{1,2})"
    r"(?:\s*(?:[:.,]|u|h|uur)\s*(?P<minute>[0-9]{2}))?"
    r"\s*(?:u|h|uur|hrs?|hours?|o'clock)?"
    rf"\s*(?P<half>{'|'.join((*MORNING, *AFTERNOON, *EVENING))})?",
    re.ASCII,
)
HALF, HOURS, MINUTES = 12, 24, 60
AT_TWELVE = {(half, HALF) for half in EVENING}


def time_of_day(typed: str) -> str:
    """The time that somebody typed, as 08:00; BadInput where it is none."""
    said = BEFORE.sub("", _plain(typed))
    if said in NAMED:
        return NAMED[said]
    found = DIGITS.fullmatch(said)
    if found:
        return _time(int(found["hour"]), int(found["minute"]), "")
    found = SPOKEN.fullmatch(said)
    if not found:
        raise BadInput("daily-time")
    return _time(int(found["hour"]), int(found["minute"] or 0), found["half"] or "")


def _plain(typed: str) -> str:
    """Without case and points, with one kind of apostrophe."""
    said = typed[:LONGEST].casefold().replace("’", "'").replace("`", "'")
    said = HALVES.sub(r"\1m", said)
    return " ".join(said.split()).rstrip(".")


def _time(hour: int, minute: int, half: str) -> str:
    if half in MORNING:
        # By twelve hours, the first is called twelve.
        right, hour = 0 < hour <= HALF, hour % HALF
    elif half:
        # Whether twelve in the evening is noon nobody knows.
        right, hour = hour > 0 and (half, hour) not in AT_TWELVE, hour + HALF if hour < HALF else hour
    else:
        right = True
    if not right or hour >= HOURS or minute >= MINUTES:
        raise BadInput("daily-time")
    return f"{hour:02}:{minute:02}"
