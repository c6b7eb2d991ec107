"""Looks every few seconds what is due, and has it delivered.

Never one long sleep until the next post: the machine may sleep, and its clock be set.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

import structlog

from bot.daily.courier import Courier
from bot.daily.watch import Watch
from bot.errors import StoreUnreachable
from bot.request import begun
from bot.store.schedules import Schedules

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Beat:
    """Every `tick` seconds it is looked what is due; `workers` posts are under way at once.

    At the end what is under way has `drain` seconds; what is not done then is looked into by whoever comes next.
    """

    tick: float = 15
    workers: int = 8
    drain: float = 6


class Ticker:
    """Plans what is due and has a courier deliver it; several may do so on one database."""

    def __init__(self, schedules: Schedules, courier: Courier, watch: Watch, beat: Beat) -> None:
        self._schedules = schedules
        self._courier = courier
        self._watch = watch
        self._beat = beat
        self._reckoned = False

    async def run(self, stop: asyncio.Event) -> None:
        """Goes on until it is told to stop, whatever becomes of the database meanwhile."""
        try:
            await self._run(stop)
        finally:
            log.debug("ticking ended", platform=self._courier.platform)

    async def _run(self, stop: asyncio.Event) -> None:
        working: set[asyncio.Task[None]] = set()
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                log.debug("ticked", platform=self._courier.platform)
                with begun():
                    planned = await self._planned()
                if planned:
                    # A post that takes long keeps one of them, and none of the others.
                    for _ in range(self._beat.workers - len(working)):
                        task = group.create_task(self._work(stop))
                        working.add(task)
                        task.add_done_callback(working.discard)
                await _waited(stop, self._beat.tick)
            await _drained(working, self._beat.drain)

    async def tick(self) -> None:
        """Does once all that is due now."""
        if await self._planned():
            async with asyncio.TaskGroup() as group:
                for _ in range(self._beat.workers):
                    group.create_task(self._work(asyncio.Event()))

    async def _planned(self) -> bool:
        """Plans all that has come; False where the clock cannot be gone by, or the database does not answer."""
        if not await self._watch.sound():
            return False
        try:
            await self._reckon()
            while await self._schedules.plan():
                pass
        except StoreUnreachable as e:
            log.warning("schedules-unread", error=str(e))
            return False
        return True

    async def _reckon(self) -> None:
        """Once: the rules of time zones came with the program."""
        while not self._reckoned:
            self._reckoned = not await self._schedules.reckon()

    async def _work(self, stop: asyncio.Event) -> None:
        try:
            while not stop.is_set() and self._watch.steady():
                if await self._courier.deliver():
                    continue
                if not (rest := self._courier.rest):
                    return
                # Much may be due, of which one tick's worth would go out before the platform wants to rest again.
                await _waited(stop, rest)
        except StoreUnreachable as e:
            log.warning("deliveries-unread", error=str(e))


async def _waited(stop: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


async def _drained(working: set[asyncio.Task[None]], seconds: float) -> None:
    if working:
        _, late = await asyncio.wait(set(working), timeout=seconds)
        for task in late:
            task.cancel()
