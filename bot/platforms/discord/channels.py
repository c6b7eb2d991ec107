"""Channels of a server, chosen as the option of a command."""

from __future__ import annotations

from typing import Any, TypeAlias

import discord
from discord import app_commands

from bot.model import Channel
from bot.platforms.discord.grounds import missing
from bot.platforms.discord.invitation import SEND, SEND_IN_THREADS, VIEW

Chosen: TypeAlias = app_commands.AppCommandChannel | app_commands.AppCommandThread

# Where messages are posted one after another.
KINDS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.news_thread,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
]
THREADS = KINDS[2:]
FORUM = discord.ChannelType.forum


class ChannelOption(app_commands.Transformer):
    """The option of a command that takes a channel for the bot to post in; a forum, where `forums` says so."""

    def __init__(self, *, forums: bool = False) -> None:
        self._forums = forums

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channels that are offered."""
        return [*KINDS, FORUM] if self._forums else KINDS

    async def transform(self, interaction: discord.Interaction[Any], value: Chosen, /) -> Channel:
        """The channel, with what the bot may not do in it."""
        return Channel(str(value.id), lacking(interaction.guild, value), forum=value.type == FORUM)


def lacking(guild: discord.Guild | None, chosen: Chosen) -> tuple[str, ...]:
    """The names of the permissions that the bot lacks to post in a channel. Discord tells those of the asker alone."""
    found = _known(guild, chosen)
    # What the bot cannot see, discord.py does not know.
    may = found.permissions_for(guild.me).value if guild and found else 0
    return missing(may, (VIEW, SEND_IN_THREADS if chosen.type in THREADS else SEND))


def _known(guild: discord.Guild | None, chosen: Chosen) -> discord.abc.GuildChannel | discord.Thread | None:
    """The channel; of a thread that is archived, the one that it belongs to: what holds there holds in the thread."""
    if guild is None:
        return None
    found = guild.get_channel_or_thread(chosen.id)
    if found is None and isinstance(chosen, app_commands.AppCommandThread):
        return guild.get_channel(chosen.parent_id)
    return found
