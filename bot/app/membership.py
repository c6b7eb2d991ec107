"""Keeps in the database in which servers the bot is."""

from __future__ import annotations

import asyncio
from collections.abc import Container
from collections.abc import Set as AbstractSet

import structlog

from bot.errors import StoreUnreachable
from bot.platforms.discord.membership import PLATFORM, Noted
from bot.store.communities import Communities

log = structlog.get_logger(__name__)


class Kept:
    """What Discord tells of the bot's coming and going, noted in the log and kept.

    What cannot be kept now is remembered, and kept when `catch_up` finds the database there again.
    """

    def __init__(self, communities: Communities) -> None:
        self._communities = communities
        self._noted = Noted()
        self._there: set[str] = set()
        # What is known at all: the shares of which it was told, by whether all of each is kept.
        self._kept: dict[Container[str], bool] = {}
        # What is known changes at once, and is kept in that order.
        self._keeping = asyncio.Lock()

    async def joined(self, community: str) -> None:
        """The bot was added to a server."""
        self._there.add(community)
        await self._noted.joined(community)
        await self._keep(community)

    async def left(self, community: str) -> None:
        """The bot was removed from a server."""
        self._there.discard(community)
        await self._noted.left(community)
        await self._keep(community)

    async def present(self, communities: AbstractSet[str], share: Container[str]) -> None:
        """All servers of a share that the bot is in as a session begins."""
        self._there = {of for of in self._there if of not in share} | communities
        self._kept[share] = False
        await self._noted.present(communities, share)
        try:
            await self.catch_up()
        except StoreUnreachable as e:
            log.warning("servers not kept yet", reason=str(e))

    async def catch_up(self) -> None:
        """Keeps what could not be kept when it was told; StoreUnreachable where it still cannot be."""
        async with self._keeping:
            for share in [of for of, kept in self._kept.items() if not kept]:
                there = frozenset(of for of in self._there if of in share)
                await self._communities.present(PLATFORM, there, share)
                self._kept[share] = True

    async def _keep(self, community: str) -> None:
        async with self._keeping:
            keep = self._communities.joined if community in self._there else self._communities.left
            try:
                await keep(community)
            except StoreUnreachable as e:
                self._kept.update((share, False) for share in self._kept if community in share)
                log.warning("server not kept yet", community=community, reason=str(e))
