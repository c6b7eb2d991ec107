"""Roles that members give themselves, and take off again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import aiohttp
import discord

from bot.daily.outbox import RetryAfter
from bot.errors import NotAllowed, PlatformUnreachable
from bot.platforms.discord.mishaps import is_code
from bot.platforms.discord.requests import InDoubt, Requests
from bot.platforms.discord.signs import ID

UNKNOWN_ROLE, NO_ACCESS, NO_PERMISSION = 10011, 50001, 50013
GONE, UNFIT, OUT_OF_REACH = "role-gone", "role-unfit", "role-out-of-reach"
"""Why a role is not given: it is no more; it changes what who has it may do; the bot may not give it."""

Change = Callable[[discord.Client, int], Awaitable[None]]


def unfit(guild: discord.Guild, number: str) -> str:
    """Why nobody is given a role of a server, or rid of it; "" where everybody may be: it changes nothing for them."""
    role = guild.get_role(int(number)) if ID.fullmatch(number) else None
    if role is None:
        return GONE
    if role.is_default() or role.managed or _matters(guild, role):
        return UNFIT
    # With administrator rights too, a bot gives no role above its own.
    if not guild.me.guild_permissions.manage_roles or role >= guild.me.top_role:
        return OUT_OF_REACH
    return ""


def _matters(guild: discord.Guild, role: discord.Role) -> bool:
    """Whether who has a role may do more than everybody, or less: in the server, or in a channel of it."""
    if role.permissions.value & ~guild.default_role.permissions.value:
        return True
    return any(not channel.overwrites_for(role).is_empty() for channel in guild.channels)


class Roles:
    """Gives and takes roles in the name of who pressed. NotAllowed where a role is not for everybody to take."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def give(self, community: str, member: str, role: str) -> None:
        """Gives a member a role of a server, which they may have already."""

        async def give(client: discord.Client, guild: int) -> None:
            await client.http.add_role(guild, int(member), int(role))

        await self._change(community, role, give)

    async def take(self, community: str, member: str, role: str) -> None:
        """Takes a role of a server off a member, who may have it no more."""

        async def take(client: discord.Client, guild: int) -> None:
            await client.http.remove_role(guild, int(member), int(role))

        await self._change(community, role, take)

    async def _change(self, community: str, role: str, change: Change) -> None:
        _, _, number = community.rpartition(":")

        async def checked(client: discord.Client) -> None:
            guild = client.get_guild(int(number))
            if guild is None or guild.unavailable:
                raise RetryAfter(0)
            if reason := unfit(guild, role):
                raise NotAllowed(reason)
            await change(client, guild.id)

        try:
            await self._requests.ask(number, checked)
        except discord.HTTPException as e:
            raise _refused(e) from None
        except (RetryAfter, InDoubt, discord.RateLimited, aiohttp.ClientError, OSError):
            raise PlatformUnreachable("role-later") from None


def _refused(error: discord.HTTPException) -> Exception:
    if is_code(error, UNKNOWN_ROLE):
        return NotAllowed(GONE)
    return NotAllowed(OUT_OF_REACH) if is_code(error, NO_ACCESS, NO_PERMISSION) else PlatformUnreachable("role-later")
