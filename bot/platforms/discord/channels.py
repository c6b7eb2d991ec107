"""Channels of a server: chosen as the option of a command, and shown in an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import discord
from discord import app_commands

from bot.model import Channel, Message, MessageValue
from bot.platforms.discord.invitation import NEEDED

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
VIEW, SEND, SEND_IN_THREADS = NEEDED
ID = re.compile(r"[0-9]{1,20}", re.ASCII)
# Characters that Unicode reserves for a program's own use: one stands for a channel until the sentence is escaped.
FIRST, LAST = 0xFDD0, 0xFDEF
OWN = dict.fromkeys(range(FIRST, LAST + 1))


class ChannelOption(app_commands.Transformer):
    """The option of a command that takes a channel for the bot to post in."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channels that are offered."""
        return KINDS

    async def transform(self, interaction: discord.Interaction[Any], value: Chosen, /) -> Channel:
        """The channel, with what the bot may not do in it."""
        return Channel(str(value.id), lacking(interaction.guild, value))


def lacking(guild: discord.Guild | None, chosen: Chosen) -> tuple[str, ...]:
    """The names of the permissions that the bot lacks to post in a channel. Discord tells those of the asker alone."""
    in_thread = chosen.type in THREADS
    needed = (VIEW, SEND_IN_THREADS if in_thread else SEND)
    found = _known(guild, chosen)
    # What the bot cannot see, discord.py does not know.
    may = found.permissions_for(guild.me).value if guild and found else 0
    return tuple(permission.name for permission in needed if not may >> permission.bit & 1)


def _known(guild: discord.Guild | None, chosen: Chosen) -> discord.abc.GuildChannel | discord.Thread | None:
    """The channel; of a thread that is archived, the one that it belongs to: what holds there holds in the thread."""
    if guild is None:
        return None
    found = guild.get_channel_or_thread(chosen.id)
    if found is None and isinstance(chosen, app_commands.AppCommandThread):
        return guild.get_channel(chosen.parent_id)
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence with a sign in the place of each channel, for as long as it is put into words and escaped."""

    message: Message
    channels: dict[str, str] = field(default_factory=dict)

    def written(self, markdown: str) -> str:
        """The sentence with its channels, by which Discord shows their names."""
        for sign, channel in self.channels.items():
            markdown = markdown.replace(sign, channel)
        return markdown


def shown(message: Message) -> Shown:
    """A sentence to be put into words; where it has channels, nothing else in it can be taken for one."""
    signs: dict[str, str] = {}
    signed = _signed(message, signs)
    return Shown(signed if signs else message, signs)


def _signed(message: Message, signs: dict[str, str]) -> Message:
    return replace(message, values={name: _value(value, signs) for name, value in message.values.items()})


def _value(value: MessageValue, signs: dict[str, str]) -> MessageValue:
    if isinstance(value, Channel):
        return _sign(value, signs)
    if isinstance(value, Message):
        return _signed(value, signs)
    if isinstance(value, str):
        return value.translate(OWN)
    if isinstance(value, Mapping):
        return {locale: text.translate(OWN) for locale, text in value.items()}
    return value


def _sign(channel: Channel, signs: dict[str, str]) -> MessageValue:
    """A sign for the channel; it itself where it cannot be one of Discord's, or there are too many."""
    if not ID.fullmatch(channel.id) or FIRST + len(signs) > LAST:
        return channel
    sign = chr(FIRST + len(signs))
    signs[sign] = f"<#{channel.id}>"
    return sign
