"""Puts the commands together, apart from `reading`: the command line answers without them, and starts faster so."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime

from bot.commands.citing import Citing
from bot.commands.completion import completers
from bot.commands.general import General
from bot.commands.opposing import Opposing
from bot.commands.reading import Reading
from bot.commands.surrounding import Surrounding
from bot.commands.verifying import Verifying
from bot.dispatch.command import Command
from bot.dispatch.registry import Registry
from bot.library.library import Library


def utc_today() -> date:
    """The date in UTC."""
    return datetime.now(UTC).date()


def registry(library: Library, chance: random.Random | None = None, today: Callable[[], date] = utc_today) -> Registry:
    """The commands that every front end serves. `chance` picks excerpts, `today` turns the sides of topics."""

    def commands() -> dict[str, Command]:
        return made.commands

    reading = Reading(library, chance or random.Random())  # noqa: S311 - picks excerpts, guards nothing
    opposing = Opposing(library, today)
    rooms = (reading, Surrounding(library), opposing, Citing(library), Verifying(library), General(library, commands))
    made = Registry(rooms, completers(library, commands))
    return made
