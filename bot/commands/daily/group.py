"""The group of the commands about daily posts."""

from __future__ import annotations

from bot.dispatch.command import Group
from bot.model import Role

DAILY_GROUP = Group("daily", Role.MODERATOR)
