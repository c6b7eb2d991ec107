"""Roles of a server, chosen as the option of a command."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.model import MentionedRole


class RoleOption(app_commands.Transformer):
    """The option of a command that takes a role for posts of the bot to mention."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A role."""
        return discord.AppCommandOptionType.role

    async def transform(self, interaction: discord.Interaction[Any], value: discord.Role, /) -> MentionedRole:
        """The role, with why the asker may not have it mentioned."""
        return MentionedRole(str(value.id), _refused(interaction.permissions, value))


def _refused(may: discord.Permissions, role: discord.Role) -> str:
    """Through the bot nobody calls whom they could not call themselves, or could in a server that they manage."""
    if role.is_default():
        return "role-everyone"
    if role.mentionable or may.mention_everyone or may.manage_guild or may.administrator:
        return ""
    return "role-not-yours"
