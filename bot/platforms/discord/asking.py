"""Reads from an interaction who asks, where, in which language, and with which rights."""

from __future__ import annotations

from typing import Any

import discord

from bot.i18n import Languages
from bot.model import Ask, Role
from bot.platforms.discord.membership import community_of


def ask_of(interaction: discord.Interaction[Any], languages: Languages) -> Ask:
    """Who asks, as the commands know them."""
    own = languages.nearest(interaction.locale.value)
    guild, member = interaction.guild_id, str(interaction.user.id)
    shared = interaction.guild_locale
    return Ask(
        locale=own,
        public_locale=languages.nearest(shared.value) if guild and shared else own,
        community=community_of(guild) if guild else f"discord:user:{member}",
        place=str(interaction.channel_id or ""),
        member=member,
        role=_role(interaction.permissions),
    )


def may_change(interaction: discord.Interaction[Any], ask: Ask) -> bool:
    """Whether a message may change for everyone when this member presses a button: it is theirs, or they moderate."""
    metadata = interaction.message.interaction_metadata if interaction.message else None
    theirs = metadata is not None and metadata.user.id == interaction.user.id
    return theirs or ask.role >= Role.MODERATOR


def seen_by_one(interaction: discord.Interaction[Any]) -> bool:
    """Whether the message whose button was pressed is for this member alone."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def _role(permissions: discord.Permissions) -> Role:
    if permissions.manage_guild or permissions.administrator:
        return Role.MANAGER
    return Role.MODERATOR if permissions.manage_messages else Role.ASKER
