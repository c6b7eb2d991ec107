"""What the admins of a server decided under Integrations: who may use a command, whatever else they may do.

Discord itself checks slash commands; presses and forms it checks not, so that it is looked up here. Discord describes
the rules in its documentation of application commands ("Permissions") and in its change log of 2022-11-17: what is set
for a command overrides what is set for the application and what the command asks for by itself; what is set for the
application comes on top of what the command asks for; administrators may use everything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import structlog

from bot.latest import Latest
from bot.platforms.discord.mishaps import described

log = structlog.get_logger(__name__)

ROLE, MEMBER, CHANNEL = 1, 2, 3
CHAT_INPUT = 1
REMEMBERED = 1000
PATIENCE_S = 10.0

Rules = Mapping[tuple[int, int], bool]
"""What is allowed (or not, where false), by kind and id: of a role, a member or a channel."""


@dataclass(frozen=True, slots=True)
class Who:
    """A member with their roles, in a channel of a server; of a thread the channel is the one that it belongs to."""

    guild: int
    member: int
    roles: frozenset[int]
    channel: int

    @classmethod
    def of(cls, interaction: discord.Interaction[Any], guild: int) -> Who:
        """Who acts, and where."""
        user, channel = interaction.user, interaction.channel
        roles = (role.id for role in user.roles) if isinstance(user, discord.Member) else ()
        place = channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id
        return cls(guild, user.id, frozenset(roles), place or 0)


def allowed(who: Who, of_command: Rules, of_application: Rules, *, by_default: bool) -> bool:
    """Whether somebody may use a command; `by_default` says whether they have the permissions that it asks for."""
    places = [_of_place(rules, who) for rules in (of_command, of_application)]
    if next((place for place in places if place is not None), True) is False:
        return False
    own = _of_person(of_command, who)
    if own is not None:
        return own
    return by_default and _of_person(of_application, who) is not False


def _of_place(rules: Rules, who: Who) -> bool | None:
    """What is set for the channel, else for all channels, which have a number of their own."""
    return rules.get((CHANNEL, who.channel), rules.get((CHANNEL, who.guild - 1)))


def _of_person(rules: Rules, who: Who) -> bool | None:
    """What is set for the member, else for their roles, of which one that is allowed is enough, else for everyone."""
    own = rules.get((MEMBER, who.member))
    if own is not None:
        return own
    roles = [rules[ROLE, role] for role in who.roles - {who.guild} if (ROLE, role) in rules]
    return any(roles) if roles else rules.get((ROLE, who.guild))


class Integrations:
    """The decisions of each server's admins, asked of Discord when first needed and remembered until they change."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._commands: dict[str, int] = {}
        self._known: Latest[int, dict[int, Rules]] = Latest(REMEMBERED)
        self._changes = 0

    async def admits(self, interaction: discord.Interaction[Any], command: str, *, by_default: bool) -> bool:
        """Whether who acts may use a command; as their permissions say, where Discord does not tell."""
        guild = interaction.guild_id
        if guild is None or interaction.permissions.administrator:
            return by_default
        try:
            async with asyncio.timeout(PATIENCE_S):
                rules = await self._rules(guild)
                number = await self._number(command)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as e:
            log.warning("permissions of commands not known", **described(e))
            return by_default
        of_application = rules.get(self._application, {})
        return allowed(Who.of(interaction, guild), rules.get(number, {}), of_application, by_default=by_default)

    def forget(self, guild: int) -> None:
        """Asks Discord again the next time: something was changed there."""
        self._known.drop(guild)
        self._changes += 1

    async def _rules(self, guild: int) -> dict[int, Rules]:
        """What is set in a server, by the id of the command, or of the application for all of them."""
        known = self._known.get(guild)
        if known is not None:
            return known
        before = self._changes
        listed = await self._client.http.get_guild_application_command_permissions(self._application, guild)
        rules = {int(one["id"]): _read(one["permissions"]) for one in listed}
        # What changed on the way is asked for again.
        if self._changes == before:
            self._known.keep(guild, rules)
        return rules

    async def _number(self, command: str) -> int:
        """The id of a command, which it keeps for as long as it has its name; 0 while Discord does not know it."""
        if command not in self._commands:
            listed = await self._client.http.get_global_commands(self._application)
            self._commands = {one["name"]: int(one["id"]) for one in listed if one.get("type", 1) == CHAT_INPUT}
        return self._commands.get(command, 0)

    @property
    def _application(self) -> int:
        return self._client.application_id or 0


def _read(permissions: Any) -> Rules:  # noqa: ANN401 - JSON
    return {(int(one["type"]), int(one["id"])): bool(one["permission"]) for one in permissions}
