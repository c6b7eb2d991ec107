"""Goes through the scenes with the bot on the local Discord, and lays out what it sent."""

from __future__ import annotations

import random
from collections.abc import Container
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.app.commands import registry
from bot.dispatch.cooldown import UNLIMITED, Cooldown, Rates
from bot.i18n import Languages
from bot.library.library import Library
from tests.desks import owned_in
from tests.local_discord import Guild, LocalDiscord
from tests.pictures.components import Surroundings
from tests.pictures.page import page
from tests.pictures.scenes import DUTCH, ENGLISH, OWN, Scene
from tests.pictures.visit import Visit
from tests.platforms.discord.stage import local_discord, served

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.platforms.discord.lasting import Lasting  # isort: skip

# The same excerpt and the same author first, whenever the pictures are made.
DAY, SEED = date(2026, 1, 1), 7


async def pages(library: Library, state: Path, wanted: Container[str]) -> dict[str, str]:
    """The pages of the scenes of those names, as HTML."""
    rates = replace(UNLIMITED, member=Rates().member)
    async with local_discord() as local, owned_in(state, library) as owned:
        commands = registry(
            library,
            random.Random(SEED),
            lambda: DAY,
            cooldown=Cooldown(rates),
            desk=owned.desk,
            agenda=owned.agenda,
        )
        places = [(local.add_guild("Leesgroep", "nl"), DUTCH), (local.add_guild("Reading group", "en-US"), ENGLISH)]
        places += [(local.add_guild("Reading group", "en-US"), {name: scene}) for name, scene in OWN.items()]
        scenes = [(guild, name, scene) for guild, all_ in places for name, scene in all_.items() if name in wanted]
        async with served(local, commands, Languages("en"), Lasting(state)):
            return {name: await _page(local, guild, scene) for guild, name, scene in scenes}


async def _page(local: LocalDiscord, guild: Guild, scene: Scene) -> str:
    visit = Visit(local, guild)
    items = await scene(visit)
    return page(items, Surroundings(local.uploaded, visit.channel.name, visit.names))
