"""What the command line asks Discord itself."""

from __future__ import annotations

import asyncio

from bot.config import DiscordConfig
from bot.platforms.discord.application import application_of
from bot.platforms.discord.supervisor import set_up


def application(discord: DiscordConfig) -> int:
    """The id of the application that the token belongs to."""
    set_up(discord.api_base, discord.gateway)
    return asyncio.run(application_of(discord.token))
