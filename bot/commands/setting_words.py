"""What settings are called, and what they can be."""

from __future__ import annotations

from bot.communities.settings import Settings
from bot.model import Channel, Message, MessageValue

NAMES = ("language", "timezone", "private", "pace", "propose", "audit")
# Where commands are typed.
TYPED = "prefix"


def named(name: str) -> Message:
    """What a setting is called."""
    return Message(f"setting-{name}")


def said(name: str, value: object) -> MessageValue:
    """A value of a setting in words; one that a newer version knows is shown as it is stored."""
    match name, value:
        case "audit", str(place):
            return Channel(place) if place else Message("setting-audit-none")
        case "language", "nl" | "en":
            return Message(f"language-{value}")
        case "language" | "timezone", "":
            return Message(f"setting-{name}-usual")
        case ("pace", "standard" | "slow" | "very-slow") | ("propose", "everyone" | "moderators" | "nobody"):
            return Message(f"setting-{name}-{value}")
        case _, bool(yes):
            return Message("yes" if yes else "no")
    return str(value)


def line(settings: Settings, name: str) -> Message:
    """What a setting is now."""
    return Message("settings-line", {"setting": named(name), "value": said(name, getattr(settings, name))})
