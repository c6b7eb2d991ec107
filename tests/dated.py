"""Runs the bot as `python -m bot` does, as on one day.

Who comes first on a topic changes by day, when a post is next by the hour, and keys of schedules are drawn.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import chain, cycle

from bot.__main__ import main
from bot.commands import opposing
from bot.commands.daily.naming import SIGNS
from bot.commands.opposing import turned
from bot.daily.agenda import agenda
from bot.library.answers import Side

DAY = date(2026, 1, 1)
NOON = datetime(2026, 1, 1, 11, tzinfo=UTC)
KEY = "k7f3"
SIGNS_DRAWN = chain(KEY, cycle(SIGNS))


def on_that_day(sides: Sequence[Side], topic: str, day: date) -> list[Side]:
    """The sides as they are turned on the one day."""
    return turned(sides, topic, DAY)


def noon() -> datetime:
    """Midday in Amsterdam on the one day."""
    return NOON


def drawn(among: Sequence[str]) -> str:
    """What `secrets` draws: the signs of the one key, then others."""
    return next(SIGNS_DRAWN)


def begin() -> None:
    """From here on it is that day."""
    opposing.turned = on_that_day
    # The clock that it goes by where no other is given.
    agenda.__defaults__ = (noon,)
    secrets.choice = drawn  # type: ignore[assignment]  # it draws signs alone here


if __name__ == "__main__":
    begin()
    main()
