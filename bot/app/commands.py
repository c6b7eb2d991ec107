"""Puts the commands together, apart from `reading`: the command line answers without them, and starts faster so."""

from __future__ import annotations

import random

from bot.commands.citing import Citing
from bot.commands.completion import completers
from bot.commands.general import General
from bot.commands.reading import Reading
from bot.commands.verifying import Verifying
from bot.dispatch.command import Command
from bot.dispatch.registry import Registry
from bot.library.library import Library


def registry(library: Library, chance: random.Random | None = None) -> Registry:
    """The commands that every front end serves. `chance` picks excerpts."""

    def commands() -> dict[str, Command]:
        return made.commands

    reading = Reading(library, chance or random.Random())  # noqa: S311 - picks excerpts, guards nothing
    rooms = (reading, Citing(library), Verifying(library), General(library, commands))
    made = Registry(rooms, completers(library, commands))
    return made
