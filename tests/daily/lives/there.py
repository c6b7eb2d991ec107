"""What lives need of a chat platform."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tests.local_discord.faults import Faults


@dataclass(frozen=True)
class Place:
    """Where something is posted: the community, and what the platform calls the place."""

    community: str
    place: str


class There(Protocol):
    """A platform on this machine. It knows no keys: what is sent twice stands there twice.

    `requests` are what the bot asks of it for a post, by name, with the method and what the path looks like; of these,
    `sending` and `reading` are in one place. `wrong` is what can go wrong with them, `ways` are those in which it goes
    for so many seconds.
    """

    faults: Faults
    requests: Mapping[str, tuple[str, str]]
    places: Sequence[Place]
    wrong: Mapping[str, Callable[[Faults, str, str], None]]

    @property
    def ways(self) -> Sequence[Callable[[float], Awaitable[None]]]:
        """How it goes away."""

    def sending(self, place: Place) -> tuple[str, str]:
        """What a post is sent by."""

    def reading(self, place: Place) -> tuple[str, str]:
        """What is asked to find a post again."""

    async def ready(self) -> None:
        """Waits until the bot is there."""

    @property
    def environment(self) -> Mapping[str, str]:
        """The settings of a bot that serves there."""

    async def standing(self) -> list[tuple[str, str]]:
        """What the bot posted, as the platform calls it, each with its key."""
