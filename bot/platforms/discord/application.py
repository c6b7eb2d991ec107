"""Asks Discord which application a token belongs to."""

from __future__ import annotations

import aiohttp
import discord

from bot.errors import PlatformRefused, PlatformUnreachable


async def application_of(token: str) -> int:
    """The id of the token's application. PlatformRefused for a wrong token, PlatformUnreachable without an answer."""
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        try:
            await client.login(token)
        except discord.LoginFailure:
            raise PlatformRefused("discord-refused") from None
        except (discord.DiscordException, aiohttp.ClientError, OSError) as e:
            raise PlatformUnreachable("discord-unreachable", reason=type(e).__name__) from None
        if client.application_id is None:
            raise PlatformUnreachable("discord-unreachable", reason="no application")
        return client.application_id
