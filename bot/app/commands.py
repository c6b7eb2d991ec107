"""Puts the commands together, apart from `reading`: the command line answers without them, and starts faster so."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

from bot.app.ports import NOWHERE, Ports
from bot.app.wings import Wing, of_communities, of_daily_posts, of_settings
from bot.cards.drawing import Cards
from bot.commands.citing import Citing
from bot.commands.completion import SUBJECTS, completers
from bot.commands.general import General, no_steps
from bot.commands.habits import Habits, Misses
from bot.commands.held import Held, held_by_all
from bot.commands.opposing import Opposing
from bot.commands.picturing import Picturing
from bot.commands.reading import Reading
from bot.commands.recent import RecentSubjects
from bot.commands.sharing import Sharing
from bot.commands.steps import FirstSteps
from bot.commands.surrounding import Surrounding
from bot.commands.verifying import Verifying
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.dispatch.command import Command, Deed
from bot.dispatch.cooldown import Cooldown
from bot.dispatch.customs import Local
from bot.dispatch.registry import Registry
from bot.library.library import Library
from bot.model import Ask
from bot.reply import Block


def utc_today() -> date:
    """The date in UTC."""
    return datetime.now(UTC).date()


def registry(  # noqa: PLR0913 - what front ends and tests have apart
    library: Library,
    chance: random.Random | None = None,
    today: Callable[[], date] = utc_today,
    *,
    cooldown: Cooldown | None = None,
    cards: Cards | None = None,
    desk: Desk | None = None,
    agenda: Agenda | None = None,
    held: Held | None = None,
    ports: Ports = NOWHERE,
) -> Registry:
    """The commands that every front end serves.

    `chance` picks excerpts, `today` turns the sides of topics, `cards` knows what can be drawn; without a `cooldown`
    nobody is too fast. Without a `desk` there are no commands for what communities own; `held` then says what they
    hold, or all hold the same. Those about daily posts take an `agenda` too. `ports` are what the platform lends them.
    """

    def commands() -> dict[str, Command]:
        return made.commands

    def deeds() -> dict[str, Deed]:
        return made.actions

    recent = RecentSubjects(library.curated)
    held = held or (desk.holdings if desk else held_by_all(library))
    picturing = Picturing(library, held, cards or Cards())
    reading = Reading(library, held, chance or random.Random(), picturing)  # noqa: S311 - picks excerpts, guards nothing
    opposing = Opposing(library, held, today)
    wings: list[Wing] = []
    if desk:
        wings += [of_communities(library, desk, opposing, ports, recent.forget), of_settings(desk, agenda, ports)]
    if desk and agenda:
        wings.append(of_daily_posts(library, desk, agenda, ports))
    rooms = (
        reading,
        Surrounding(library, held),
        opposing,
        Citing(library, held),
        picturing,
        Verifying(library),
        Sharing(deeds),
        General(library, commands, FirstSteps(desk, commands).for_asker if desk else no_steps),
        *(room for wing in wings for room in wing.rooms),
    )
    known = completers(library, recent, commands, held)
    for wing in wings:
        known |= wing.completers
    local = _local(desk, wings) if desk else None
    made = Registry(rooms, known, {SUBJECTS: recent.note}, cooldown=cooldown, local=local, typed=ports.typed)
    return made


def _local(desk: Desk, wings: Iterable[Wing]) -> Local:
    """What is asked about askers and communities."""
    news = [told for wing in wings for told in wing.news]

    async def every(ask: Ask) -> tuple[Block, ...]:
        return tuple([block for told in news for block in await told(ask)])

    return Local(Habits(desk).customs, every, Misses(desk).note)
