"""What Matrix is served with, handed down by whoever puts the service together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.daily.ticker import Ticker
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.platforms.matrix.announcing import Announcements
from bot.platforms.matrix.following import Point
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.sending import Sending
from bot.store.answers import Answers
from bot.store.moving import Moved
from bot.store.unread import Unread
from bot.store.vault import Vault

Move = Callable[[str, str, Mapping[str, str]], Awaitable[Moved]]
"""Gives what a community owns to another, or the same; places in it have new names then. It may be done again."""


Prefix = Callable[[str], Awaitable[str]]
"""What commands begin with in a community. It is asked for every message, so it must know."""


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
    """The commands and their languages, the keys of the authors, who may invite, what is kept.

    The `vault` holds the device's keys, encrypted with a secret in the folder `state`; what is `unread` waits for keys.
    `rooms` are those where the bot is, as they become known; `point` finds one that is named. `sending` is the way of
    the answers out, which `announcements` take too; `posts` is what posts each day.
    """

    registry: Registry
    languages: Languages
    authors: Sequence[str]
    guests: Guests
    answers: Answers
    vault: Vault
    unread: Unread
    state: Path
    membership: Membership
    move: Move
    prefix: Prefix
    rooms: Rooms
    point: Point
    sending: Sending
    announcements: Announcements
    posts: Ticker
