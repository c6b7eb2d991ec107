"""Runs the bot as `python -m bot` does, as on one day.

Who comes first on a topic changes by day, when a post is next by the hour, and keys of schedules are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial

from bot.__main__ import main
from bot.app import chat
from bot.commands import opposing
from bot.commands.daily import keeping
from bot.commands.opposing import turned
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda, agenda
from bot.library.answers import Side
from bot.model import Ask

DAY = date(2026, 1, 1)
NOON = datetime(2026, 1, 1, 11, tzinfo=UTC)
KEY = "k7f3"


def on_that_day(sides: Sequence[Side], topic: str, day: date) -> list[Side]:
    """The sides as they are turned on the one day."""
    return turned(sides, topic, DAY)


def noon() -> datetime:
    """Midday in Amsterdam on the one day."""
    return NOON


async def the_key(desk: Desk, agenda: Agenda, ask: Ask) -> str:
    """The same for each schedule: there is one."""
    return KEY


if __name__ == "__main__":
    opposing.turned = on_that_day
    chat.agenda = partial(agenda, clock=noon)  # type: ignore[attr-defined]  # called as it is
    keeping.new_key = the_key  # type: ignore[attr-defined]  # as above
    main()
