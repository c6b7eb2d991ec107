"""When sessions may begin: Discord allows so many a day, and one in five seconds of each of its buckets of shards.

What is over either, from whichever process, it refuses, or has the token changed for it. So whoever is about to begin
one takes the turn of its bucket in the database first, and leaves the last ones of a day alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import discord
import structlog
from discord.http import Route

from bot.errors import StoreUnreachable
from bot.store.leases import Leases

log = structlog.get_logger(__name__)

# Discord's five seconds, and what a request may take longer on its way than the next.
APART_S = 5.5
# Longer than it takes to connect; whoever took longer tries again.
CONNECTING_S = 20.0
LOOK_S = 0.5
# Where none are left, it is asked again at the latest after so long.
AGAIN_S = 600.0
# The end must not have to wait for it.
LEAVING_S = 1.0
# So many are left alone: others may begin sessions in this moment too.
RESERVED = 20


class Gate(Protocol):
    """Lets a shard begin a session when it may."""

    async def approach(self, client: discord.Client) -> None:
        """Waits until a session may begin; a connection may be opened for it then."""

    async def passes(self) -> bool:
        """Says that the session begins now; False where it took too long to come to it."""

    async def leaves(self) -> None:
        """Says that none will begin any more."""


class Open:
    """Lets everybody pass: for tests, and for what begins no more than one session."""

    async def approach(self, client: discord.Client) -> None:
        """At once."""

    async def passes(self) -> bool:
        """Always."""
        return True

    async def leaves(self) -> None:
        """Nobody waits."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What Discord says: how many sessions are left, for so many seconds yet, and how many buckets there are."""

    left: int
    reset_s: float
    buckets: int

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Limit:
        """What stands in the answer of /gateway/bot."""
        limit = told["session_start_limit"]
        return cls(int(limit["remaining"]), int(limit["reset_after"]) / 1000, max(int(limit["max_concurrency"]), 1))

    @property
    def spent(self) -> bool:
        """Whether too few are left."""
        return self.left <= max(RESERVED, self.buckets)


class Limits:
    """The gate of a shard. Its `leases` are its own, as each shard takes its own turn."""

    def __init__(self, shard: int, leases: Leases, apart_s: float = APART_S) -> None:
        self._shard = shard
        self._leases = leases
        self._apart_s = apart_s
        self._bucket = ""
        self._has = False

    async def approach(self, client: discord.Client) -> None:
        """As `Gate.approach`. Without the database it goes on: whoever comes too fast Discord refuses, and tries again.

        Raises what discord.py does where Discord does not tell its limit.
        """
        while True:
            limit = await _told(client)
            self._bucket = f"discord/identify/{self._shard % limit.buckets}"
            waited = await self._held()
            if waited:
                # Meanwhile others began theirs.
                limit = await _told(client)
            if not limit.spent:
                return
            await self.leaves()
            log.warning("no sessions left", left=limit.left, seconds=limit.reset_s)
            await asyncio.sleep(min(limit.reset_s, AGAIN_S))

    async def passes(self) -> bool:
        """As `Gate.passes`."""
        had, self._has = self._has, False
        try:
            return not had or await self._leases.free(self._bucket, after=self._apart_s)
        except StoreUnreachable:
            return True

    async def leaves(self) -> None:
        """As `Gate.leaves`."""
        had, self._has = self._has, False
        if not had:
            return
        try:
            async with asyncio.timeout(LEAVING_S):
                await self._leases.free(self._bucket)
        except (StoreUnreachable, TimeoutError):
            log.info("turn not given up", bucket=self._bucket)

    async def _held(self) -> bool:
        """Takes the turn of the bucket; whether others had it first."""
        waited = False
        try:
            while await self._leases.hold(self._bucket, CONNECTING_S) is None:
                waited = True
                await asyncio.sleep(LOOK_S)
            self._has = True
        except StoreUnreachable as e:
            log.warning("turn not taken", reason=str(e))
        return waited


async def _told(client: discord.Client) -> Limit:
    return Limit.of(await client.http.request(Route("GET", "/gateway/bot")))
