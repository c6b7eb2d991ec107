"""Runs the bot as `python -m bot` does, as on one day: who comes first on a topic changes by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.__main__ import main
from bot.commands import opposing
from bot.commands.opposing import turned
from bot.library.answers import Side

DAY = date(2026, 1, 1)


def on_that_day(sides: Sequence[Side], topic: str, day: date) -> list[Side]:
    """The sides as they are turned on the one day."""
    return turned(sides, topic, DAY)


if __name__ == "__main__":
    opposing.turned = on_that_day
    main()
