"""In which servers the bot is, for whoever keeps something about them. An outage of a server changes nothing."""

from __future__ import annotations

from collections.abc import Container
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

import structlog

log = structlog.get_logger(__name__)

PLATFORM = "discord"


def community_of(guild: int) -> str:
    """How a server is called everywhere but on Discord (`Ask.community`)."""
    return f"{PLATFORM}:{guild}"


@dataclass(frozen=True, slots=True)
class Share:
    """The servers that a process is told of: those of its shard, of so many; all of them where there is but one."""

    shard: int = 0
    shards: int = 1

    def __contains__(self, community: object) -> bool:
        number = str(community).removeprefix(f"{PLATFORM}:")
        # Private chats are no servers. The rest is Discord's own rule.
        return number.isdecimal() and (int(number) >> 22) % self.shards == self.shard


class Membership(Protocol):
    """Who acts on the bot's coming and going. Communities are named as in `Ask.community`."""

    async def joined(self, community: str) -> None:
        """The bot was added to a server."""

    async def left(self, community: str) -> None:
        """The bot was removed from a server, or the server was deleted; it may be told of one twice."""

    async def present(self, communities: AbstractSet[str], share: Container[str]) -> None:
        """All servers of a share that the bot is in as a session begins, those with an outage too.

        Others of the share, if known, were left while nobody listened: while the bot was off, or could not be told.
        """


class Noted:
    """Notes in the log what it is told, and keeps nothing."""

    async def joined(self, community: str) -> None:
        """Notes it."""
        log.info("server joined", community=community)

    async def left(self, community: str) -> None:
        """Notes it."""
        log.info("server left", community=community)

    async def present(self, communities: AbstractSet[str], share: Container[str]) -> None:
        """Notes how many."""
        log.info("servers present", count=len(communities))
