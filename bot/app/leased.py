"""Serves with what one process at a time may have, of several over one database: an account whose device is but one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import structlog

from bot.errors import StoreUnreachable
from bot.store.database import Database
from bot.store.leases import Lease, Leases, fenced

log = structlog.get_logger(__name__)

Service = Callable[[asyncio.Event], Coroutine[Any, Any, None]]
"""Serves until the event is set."""

# Whoever has it says so again so many times before it runs out.
RENEWALS = 4
# By its own time its owner ends before others may take over by theirs.
SOONER = 0.8
# The end must not have to wait for it.
LEAVING_S = 1.0


class Leased:
    """A service that waits until it has a lease, serves over a database that the lease fences, ends when it is lost.

    `service` makes it for a lease; where the lease is had again, it is made anew.
    """

    def __init__(
        self,
        database: Database,
        name: str,
        service: Callable[[Database], Service],
        lease_s: float,
        own: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._leases = Leases(database)
        self._name = name
        self._service = service
        self._lease_s = lease_s
        self._own = own

    async def run(self, stop: asyncio.Event) -> None:
        """Serves, whenever it has the lease, until `stop` is set."""
        try:
            while not stop.is_set():
                lease = await self._taken()
                if lease:
                    await self._serve(lease, stop)
                else:
                    await _unless(stop, self._lease_s / RENEWALS)
        finally:
            with suppress(StoreUnreachable, TimeoutError):
                async with asyncio.timeout(LEAVING_S):
                    await self._leases.free(self._name)

    async def _taken(self) -> Lease | None:
        with suppress(StoreUnreachable):
            return await self._leases.hold(self._name, self._lease_s)
        return None

    async def _serve(self, lease: Lease, stop: asyncio.Event) -> None:
        """Serves until told to stop, or the lease is lost."""
        log.info("lease taken", name=self._name, token=lease.token)
        over = asyncio.Event()
        keeping = asyncio.create_task(self._keep(lease, over, stop), name="lease")
        try:
            await self._service(fenced(self._database, lease))(over)
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def _keep(self, lease: Lease, over: asyncio.Event, stop: asyncio.Event) -> None:
        """Renews the lease; sets `over` when it is another's, could not be renewed in time, or all is to stop."""
        until = self._own() + self._lease_s * SOONER
        while not stop.is_set() and self._own() < until:
            await _unless(stop, self._lease_s / RENEWALS)
            before = self._own()
            try:
                found = await self._leases.hold(self._name, self._lease_s)
            except StoreUnreachable as e:
                log.warning("lease not renewed", name=self._name, reason=str(e))
                continue
            if found != lease:
                break
            until = before + self._lease_s * SOONER
        if not stop.is_set():
            log.warning("lease lost", name=self._name)
        over.set()


async def _unless(stop: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
