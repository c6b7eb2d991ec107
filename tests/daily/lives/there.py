"""What lives need of a chat platform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    `requests` are what the bot asks of it for a post, by name, with the method and what the path looks like.
    """

    faults: Faults
    requests: Mapping[str, tuple[str, str]]
    places: Sequence[Place]

    @property
    def environment(self) -> Mapping[str, str]:
        """The settings of a bot that serves there."""

    async def standing(self) -> list[tuple[str, str]]:
        """What the bot posted, as the platform calls it, each with its key."""
