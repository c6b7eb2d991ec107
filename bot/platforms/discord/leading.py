"""Who answers where several processes are connected for the same shard, so that one may end and nothing is lost.

Discord tells each of them of everything. One leads: it acts at once, and posts what is due. The others act on what the
leader has not taken by then, as one that is dead or on its way out takes nothing; who takes something says so in the
database first. The lead is a lease, had for as long as its owner is connected, given up when it goes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import structlog

from bot.errors import StoreUnreachable
from bot.platforms.discord.shards import Shards
from bot.store.leases import Leases, Taken
from bot.store.portions import Portion

log = structlog.get_logger(__name__)

# A lead that nobody renews is taken over after so long; whoever has it renews it so many times meanwhile.
LEASE_S, RENEWALS = 45.0, 4
# By its own time the leader gives up a little before others may take over by theirs.
SOONER = 0.9
# Others leave the leader so much time; Discord waits three seconds for an answer.
LATER_S = 0.7
# So long an answer waits for the database; for one that is known to be away, no longer than the second.
ASKING_S, AWAY_S = 1.8, 0.5
# The end must not have to wait for it.
LEAVING_S = 2.0


class Leading(Protocol):
    """Knows, of each shard, whether this process is to act."""

    async def begins(self, shard: int) -> None:
        """From now on this process is connected for a shard."""

    async def ends(self, shard: int) -> None:
        """It is so no longer, or soon will be no longer."""

    def leads(self, shard: int) -> bool:
        """Whether nobody else is known to lead."""

    async def takes(self, shard: int, interaction: int) -> bool:
        """Whether this process acts on something that it was told of; a moment later where another leads."""


class Alone:
    """Where there is one process."""

    async def begins(self, shard: int) -> None:
        """Nobody has to know."""

    async def ends(self, shard: int) -> None:
        """As above."""

    def leads(self, shard: int) -> bool:
        """Always."""
        return True

    async def takes(self, shard: int, interaction: int) -> bool:
        """Always."""
        return True


@dataclass(frozen=True, slots=True)
class Turn:
    """What the client of a shard asks."""

    leading: Leading
    shard: int

    @property
    def leads(self) -> bool:
        """As `Leading.leads`."""
        return self.leading.leads(self.shard)

    async def takes(self, interaction: int) -> bool:
        """As `Leading.takes`."""
        return await self.leading.takes(self.shard, interaction)


class Shared:
    """Where several processes may be connected for a shard, over one database."""

    def __init__(
        self,
        shards: Shards,
        leases: Leases,
        taken: Taken,
        lease_s: float = LEASE_S,
        own: Callable[[], float] = time.monotonic,
    ) -> None:
        self._shards = shards
        self._leases = leases
        self._taken = taken
        self._lease_s = lease_s
        self._own = own
        self._connected: set[int] = set()
        # Until when, of the machine's own time, a lead is had; and which shards somebody else leads.
        self._until: dict[int, float] = {}
        self._theirs: set[int] = set()
        self._away = False

    async def run(self, stop: asyncio.Event) -> None:
        """Renews the lead of what it leads, and takes over what nobody leads any more."""
        while not stop.is_set():
            for shard in sorted(self._connected):
                if not await self._hold(shard):
                    # The others would wait as long for nothing.
                    break
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), self._lease_s / RENEWALS)

    async def begins(self, shard: int) -> None:
        """As `Leading.begins`."""
        self._connected.add(shard)
        await self._hold(shard)

    async def ends(self, shard: int) -> None:
        """As `Leading.ends`."""
        self._connected.discard(shard)
        if self._until.pop(shard, None) is None:
            return
        try:
            async with asyncio.timeout(LEAVING_S):
                await self._leases.free(self._name(shard))
        except (StoreUnreachable, TimeoutError):
            log.info("lead not given up", shard=shard)

    def leads(self, shard: int) -> bool:
        """As `Leading.leads`."""
        return shard not in self._theirs

    async def takes(self, shard: int, interaction: int) -> bool:
        """As `Leading.takes`. While the database is away, who leads acts all the same, and who follows does not.

        Who cannot reach the database changes nothing either; of two answers Discord takes one.
        """
        leads = self.leads(shard)
        if not leads:
            await asyncio.sleep(LATER_S)
        asking = asyncio.create_task(self._taken.take(str(interaction)))
        try:
            return await self._told(asking, leads=leads)
        except StoreUnreachable:
            self._away = True
            return leads
        finally:
            # Only now: to end it may take a while, in which the database may come back.
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)

    async def _told(self, asking: asyncio.Task[bool], *, leads: bool) -> bool:
        """What the database says, where it does so in time."""
        known_away = self._away
        await asyncio.wait({asking}, timeout=AWAY_S if known_away else ASKING_S)
        if known_away and not self._away:
            # It came back meanwhile, and may have many to tell. Who asked anew might have taken it by then.
            await asyncio.wait({asking}, timeout=ASKING_S)
        if not asking.done():
            # A slow one may have been asked by another meanwhile.
            return leads and self._away
        ours = asking.result()
        self._away = False
        return ours

    def portion(self) -> Portion:
        """Whose posts this process cares for: those of the servers that it leads."""
        now = self._own()
        return Portion(frozenset(shard for shard, until in self._until.items() if until > now), self._shards.of)

    async def _hold(self, shard: int) -> bool:
        """Takes or renews a lead, where it may; False where the database does not answer."""
        before = self._own()
        try:
            lease = await self._leases.hold(self._name(shard), self._lease_s)
        except StoreUnreachable as e:
            log.warning("lead not renewed", shard=shard, reason=str(e))
            self._away = True
            return False
        if lease is None:
            self._until.pop(shard, None)
            self._theirs.add(shard)
            return True
        if shard not in self._until:
            log.info("shard led", shard=shard, shards=self._shards.of)
        self._until[shard] = before + self._lease_s * SOONER
        self._theirs.discard(shard)
        if shard not in self._connected:
            await self.ends(shard)
        return True

    def _name(self, shard: int) -> str:
        return f"discord/shard/{shard}/{self._shards.of}"
