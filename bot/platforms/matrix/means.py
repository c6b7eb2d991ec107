"""What Matrix is served with, handed down by whoever puts the service together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Container, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.store.answers import Answers

Move = Callable[[str, str, Mapping[str, str]], Awaitable[bool]]
"""Gives what a community owns to another, or the same; places in it have new names then."""


class Membership(Protocol):
    """Who keeps in which communities the bot is."""

    async def present(self, platform: str, communities: Collection[str], share: Container[str]) -> None:
        """The bot is in these communities of a platform; of the `share` of those known before, it left the others."""


@dataclass(frozen=True, slots=True)
class Guests:
    """Who may invite the bot: operators always; users, everybody of a server, the members of a space where it is."""

    operators: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()
    servers: frozenset[str] = frozenset()
    spaces: frozenset[str] = frozenset()

    def known(self, user: str) -> bool:
        """Whether a user may invite, whatever spaces they are in."""
        return user in self.operators | self.users or user.partition(":")[2] in self.servers


@dataclass(frozen=True, slots=True)
class Means:
    """The commands and their languages, the keys of the authors, who may invite, what is kept."""

    registry: Registry
    languages: Languages
    authors: tuple[str, ...]
    guests: Guests
    answers: Answers
    membership: Membership
    move: Move
