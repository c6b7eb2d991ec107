"""Whom the commands about topics are for."""

from __future__ import annotations

from bot.dispatch.command import Group
from bot.model import Role

TOPIC_GROUP = Group("topic", Role.MODERATOR)
