"""Keeps in the database in which servers the bot is."""

from __future__ import annotations

from collections.abc import Container
from collections.abc import Set as AbstractSet

from bot.platforms.discord.membership import PLATFORM, Noted
from bot.store.communities import Communities


class Kept:
    """What Discord tells of the bot's coming and going, noted in the log and kept."""

    def __init__(self, communities: Communities) -> None:
        self._communities = communities
        self._noted = Noted()

    async def joined(self, community: str) -> None:
        """The bot was added to a server."""
        await self._noted.joined(community)
        await self._communities.joined(community)

    async def left(self, community: str) -> None:
        """The bot was removed from a server."""
        await self._noted.left(community)
        await self._communities.left(community)

    async def present(self, communities: AbstractSet[str], share: Container[str]) -> None:
        """All servers that the bot is in as a session begins."""
        await self._noted.present(communities, share)
        await self._communities.present(PLATFORM, communities, share)
