"""Reads from an interaction who asks, where, in which language, and with which rights."""

from __future__ import annotations

from functools import partial
from typing import Any

import discord

from bot.i18n import Languages
from bot.library.question import clean
from bot.model import Ask, Role, private_community
from bot.platforms.discord.membership import PLATFORM, community_of
from bot.platforms.discord.signs import ID


def ask_of(interaction: discord.Interaction[Any], languages: Languages) -> Ask:
    """Who asks, as the commands know them."""
    own = languages.nearest(interaction.locale.value)
    guild, member = interaction.guild_id, str(interaction.user.id)
    shared = interaction.guild_locale
    role = _role(interaction.permissions)
    # In private with the bot nobody reads along; in a group of people they do.
    others = guild is not None or interaction.context.private_channel
    return Ask(
        locale=own,
        public_locale=languages.nearest(shared.value) if guild and shared else own,
        community=community_of(guild) if guild else private_community(PLATFORM, member),
        place=str(interaction.channel_id or ""),
        member=member,
        role=role,
        alone=seen_by_one(interaction) or not _may_change(interaction, role),
        name=_name(interaction.user),
        overheard=bool(others),
        may_post=_may_post(interaction),
        communal=guild is not None,
        called=partial(_called, interaction.guild),
    )


def _called(guild: discord.Guild | None, place: str) -> str:
    """The name of a channel; its id where the bot does not see it."""
    found = guild.get_channel_or_thread(int(place)) if guild and ID.fullmatch(place) else None
    return clean(found.name) if found else place


def _name(user: discord.User | discord.Member) -> str:
    """What a member is called, without characters that nobody sees and that turn what is written around them."""
    return clean(user.display_name) or user.name


def seen_by_one(interaction: discord.Interaction[Any]) -> bool:
    """Whether the message whose button was pressed is for this member alone."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def _may_change(interaction: discord.Interaction[Any], role: Role) -> bool:
    """Whether what this member chooses may change what everyone sees.

    A command may; a button may where its message is theirs, or they moderate. What nobody asked for, nobody changes.
    """
    if interaction.message is None:
        return True
    metadata = interaction.message.interaction_metadata
    if metadata is None:
        return False
    return metadata.user.id == interaction.user.id or role >= Role.MODERATOR


def _may_post(interaction: discord.Interaction[Any]) -> bool:
    """Whether the member may bring a message into the channel: write there, and use commands, brought along or not."""
    may = interaction.permissions
    if interaction.guild_id is None or may.administrator:
        return True
    in_thread = isinstance(interaction.channel, discord.Thread)
    writes = may.send_messages_in_threads if in_thread else may.send_messages
    at_home = interaction.is_guild_integration() or may.use_external_apps
    return writes and may.use_application_commands and at_home


def _role(permissions: discord.Permissions) -> Role:
    if permissions.manage_guild or permissions.administrator:
        return Role.MANAGER
    return Role.MODERATOR if permissions.manage_messages else Role.ASKER
