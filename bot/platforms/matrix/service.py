"""Matrix as a service: reads and sends until told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

import structlog

from bot.errors import PlatformRefused, PlatformUnreachable, StoreUnreachable, traced
from bot.platforms.matrix.answering import Answering
from bot.platforms.matrix.backoff import Backoff
from bot.platforms.matrix.courtesy import Courtesy
from bot.platforms.matrix.encryption.encryption import Encryption
from bot.platforms.matrix.homeserver import Homeserver
from bot.platforms.matrix.means import Means
from bot.platforms.matrix.reading import Reading
from bot.platforms.matrix.syncing import Syncing
from bot.platforms.matrix.upkeep import Upkeep

log = structlog.get_logger(__name__)
Found = TypeVar("Found")

# What is read is answered to its end, and what is kept is sent, in so many seconds; the rest is sent next time.
LANDING_S, CLOSING_S = 6.0, 1.0


class Matrix:
    """One account. PlatformRefused where the homeserver does not know it any more."""

    def __init__(self, homeserver: Homeserver, means: Means) -> None:
        self._homeserver = homeserver
        self._means = means

    async def run(self, stop: asyncio.Event) -> None:
        """Serves until `stop` is set, once."""
        log.debug("matrix began")
        try:
            await self._run(stop)
        finally:
            log.debug("matrix ended")

    async def _run(self, stop: asyncio.Event) -> None:
        async with self._homeserver:
            courtesy = Courtesy(self._homeserver)
            try:
                await _Run(self._homeserver, self._means, courtesy).until(stop)
            finally:
                await courtesy.stop()


class _Run:
    """A life of the service."""

    def __init__(self, homeserver: Homeserver, means: Means, courtesy: Courtesy) -> None:
        self._encryption = Encryption(homeserver, means.rooms, means.vault, means.state)
        homeserver.seal, homeserver.opened = self._encryption.sealed, self._encryption.plain
        answering = Answering(homeserver, means.rooms, courtesy, means, self._encryption)
        reading = Reading(self._encryption, means, homeserver.me.user)
        self._syncing = Syncing(homeserver, means.rooms, reading, answering, courtesy)
        self._upkeep = Upkeep(homeserver, means.rooms, means)
        self._sending = means.sending
        self._announcements = means.announcements
        self._posts = means.posts

    async def until(self, stop: asyncio.Event) -> None:
        """Reads, posts and sends; at the end lets them finish what they are at."""
        self._sending.came.set()
        told = asyncio.create_task(stop.wait(), name="matrix-stop")
        ending = [
            asyncio.create_task(self._read(stop), name="matrix-reading"),
            asyncio.create_task(self._posts.run(stop), name="matrix-posts"),
        ]
        lasting = [
            asyncio.create_task(self._send(), name="matrix-sending"),
            asyncio.create_task(self._announcements.run(), name="matrix-announcing"),
        ]
        try:
            await asyncio.wait({told, *ending, *lasting}, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait(ending, timeout=LANDING_S if told.done() else 0)
        finally:
            await _end(told, *ending, *lasting)
        if stop.is_set():
            await self._announcements.keep()
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
        await self._encryption.begin()
        sync = await _unless(stop, self._syncing.next())
        if sync is None:
            return
        # Nobody meets the bot in a room before there are keys to talk with it.
        await self._encryption.stock(sync)
        async with self._encryption.alone():
            await self._syncing.take(sync)
            await self._upkeep.after(sync)
            await self._syncing.keep(sync)
        log.debug("matrix synced")
        # Nothing is sent before the rooms are known.
        self._sending.came.set()
        await self._encryption.tend()

    async def _send(self) -> None:
        backoff = Backoff()
        while True:
            await self._sending.came.wait()
            self._sending.came.clear()
            if await _worked(self._sending.drain()):
                backoff.reset()
            else:
                await asyncio.sleep(backoff.next())
                self._sending.came.set()

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
