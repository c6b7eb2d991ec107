"""Who asks, in the tests of what communities own."""

from __future__ import annotations

from bot.model import Ask, Role


def moderator(name: str = "anna", community: str = "test:1", locale: str = "nl") -> Ask:
    """A moderator of a community."""
    return Ask(locale, locale, community, "test:1:1", name, Role.MODERATOR)


def manager(name: str = "mia", community: str = "test:1") -> Ask:
    """A manager of a community."""
    return Ask("nl", "nl", community, "test:1:1", name, Role.MANAGER)


def member(name: str = "bram", community: str = "test:1", locale: str = "nl") -> Ask:
    """A member of a community."""
    return Ask(locale, locale, community, "test:1:1", name)
