"""Puts the commands together, apart from `reading`: the command line answers without them, and starts faster so."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime

from bot.cards.drawing import Cards
from bot.commands.citing import Citing
from bot.commands.completion import SUBJECTS, completers
from bot.commands.general import General
from bot.commands.held import Held, held_by_all
from bot.commands.opposing import Opposing
from bot.commands.picturing import Picturing
from bot.commands.reading import Reading
from bot.commands.recent import RecentSubjects
from bot.commands.sharing import Sharing
from bot.commands.surrounding import Surrounding
from bot.commands.verifying import Verifying
from bot.dispatch.command import Command, Deed
from bot.dispatch.cooldown import Cooldown
from bot.dispatch.registry import Registry
from bot.library.library import Library


def utc_today() -> date:
    """The date in UTC."""
    return datetime.now(UTC).date()


def registry(  # noqa: PLR0913 - what front ends, communities and tests have apart
    library: Library,
    chance: random.Random | None = None,
    today: Callable[[], date] = utc_today,
    *,
    cooldown: Cooldown | None = None,
    cards: Cards | None = None,
    held: Held | None = None,
) -> Registry:
    """The commands that every front end serves.

    `chance` picks excerpts, `today` turns the sides of topics, `cards` knows what can be drawn, `held` what each
    community holds: the same where it is not given. Without a `cooldown` nobody is too fast.
    """

    def commands() -> dict[str, Command]:
        return made.commands

    def deeds() -> dict[str, Deed]:
        return made.actions

    held = held or held_by_all(library)
    picturing = Picturing(library, held, cards or Cards())
    reading = Reading(library, held, chance or random.Random(), picturing)  # noqa: S311 - picks excerpts, guards nothing
    opposing = Opposing(library, held, today)
    rooms = (
        reading,
        Surrounding(library, held),
        opposing,
        Citing(library, held),
        picturing,
        Verifying(library),
        Sharing(deeds),
        General(library, commands),
    )
    recent = RecentSubjects(library.curated)
    made = Registry(rooms, completers(library, recent, commands, held), {SUBJECTS: recent.note}, cooldown=cooldown)
    return made
