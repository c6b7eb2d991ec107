"""Matrix as a service: reads and sends until told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

import structlog

from bot.errors import PlatformRefused, PlatformUnreachable, StoreUnreachable, traced
from bot.platforms.matrix.answering import Answering
from bot.platforms.matrix.backoff import Backoff
from bot.platforms.matrix.courtesy import Courtesy
from bot.platforms.matrix.credentials import Credentials
from bot.platforms.matrix.homeserver import Homeserver
from bot.platforms.matrix.means import Means
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.sending import Sending
from bot.platforms.matrix.syncing import Syncing
from bot.platforms.matrix.upkeep import Upkeep

log = structlog.get_logger(__name__)
Found = TypeVar("Found")

# What is read is answered to its end, and what is kept is sent, in so many seconds; the rest is sent next time.
LANDING_S, CLOSING_S = 6.0, 1.0


class Matrix:
    """One account. PlatformRefused where the homeserver does not know it any more."""

    def __init__(
        self, me: Credentials, means: Means, homeserver: Callable[[Credentials], Homeserver] = Homeserver
    ) -> None:
        self._me = me
        self._means = means
        self._homeserver = homeserver

    async def run(self, stop: asyncio.Event) -> None:
        """Serves until `stop` is set."""
        log.debug("matrix began")
        try:
            await self._run(stop)
        finally:
            log.debug("matrix ended")

    async def _run(self, stop: asyncio.Event) -> None:
        async with self._homeserver(self._me) as homeserver:
            courtesy = Courtesy(homeserver)
            try:
                await _Run(homeserver, self._means, courtesy).until(stop)
            finally:
                await courtesy.stop()


class _Run:
    """A life of the service."""

    def __init__(self, homeserver: Homeserver, means: Means, courtesy: Courtesy) -> None:
        rooms = Rooms()
        answering = Answering(homeserver, rooms, courtesy, means)
        self._syncing = Syncing(homeserver, rooms, means.answers, answering, courtesy)
        self._upkeep = Upkeep(homeserver, rooms, means)
        self._sending = Sending(homeserver, means.answers)
        self._wake = asyncio.Event()

    async def until(self, stop: asyncio.Event) -> None:
        """Reads and sends; at the end lets both finish what they are at."""
        self._wake.set()
        told = asyncio.create_task(stop.wait(), name="matrix-stop")
        reading = asyncio.create_task(self._read(stop), name="matrix-reading")
        sending = asyncio.create_task(self._send(), name="matrix-sending")
        try:
            await asyncio.wait({told, reading, sending}, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait({reading}, timeout=LANDING_S if told.done() else 0)
        finally:
            await _end(told, reading, sending)
        if stop.is_set():
            await self._send_the_rest()

    async def _read(self, stop: asyncio.Event) -> None:
        backoff = Backoff()
        while not stop.is_set():
            if await _worked(self._step(stop)):
                backoff.reset()
            else:
                await _unless(stop, asyncio.sleep(backoff.next()))

    async def _step(self, stop: asyncio.Event) -> None:
        """One sync, and all that it asks for."""
        sync = await _unless(stop, self._syncing.next())
        if sync is None:
            return
        log.debug("matrix synced")
        await self._syncing.take(sync)
        await self._upkeep.after(sync)
        await self._syncing.keep(sync)
        self._wake.set()

    async def _send(self) -> None:
        backoff = Backoff()
        while True:
            await self._wake.wait()
            self._wake.clear()
            if await _worked(self._sending.drain()):
                backoff.reset()
            else:
                await asyncio.sleep(backoff.next())
                self._wake.set()

    async def _send_the_rest(self) -> None:
        with suppress(PlatformUnreachable, StoreUnreachable, TimeoutError):
            async with asyncio.timeout(CLOSING_S):
                await self._sending.drain()


async def _worked(doing: Coroutine[Any, Any, None]) -> bool:
    """Whether it could be done; what else goes wrong than being refused is noted, and the service goes on."""
    try:
        await doing
    except PlatformRefused:
        raise
    except (PlatformUnreachable, StoreUnreachable) as e:
        log.warning("matrix put off", reason=str(e))
    except Exception as e:  # noqa: BLE001 - as said
        log.error("matrix failed", **traced(e))  # noqa: TRY400 - a message could hold words
    else:
        return True
    return False


async def _unless(stop: asyncio.Event, doing: Coroutine[Any, Any, Found]) -> Found | None:
    """What comes of something, which is given up when `stop` is set; None then."""
    task, told = asyncio.create_task(doing), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({task, told}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        for one in (task, told):
            one.cancel()
        await asyncio.gather(task, told, return_exceptions=True)


async def _end(told: asyncio.Task[bool], *tasks: asyncio.Task[None]) -> None:
    """Ends them; raises what ended one of them before."""
    for task in (told, *tasks):
        task.cancel()
    ended: list[BaseException | bool | None] = list(await asyncio.gather(*tasks, return_exceptions=True))
    for error in ended:
        if isinstance(error, Exception):
            raise error
