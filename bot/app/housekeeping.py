"""What is done again and again while the bot serves; what fails is noted, and tried again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from bot.errors import BotError, traced
from bot.request import begun

log = structlog.get_logger(__name__)

DAY_S, SOON_S = 86_400.0, 30.0
# What is under way at the end has so long to stop.
ENDING_S = 1.0


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to do at the start and every so many seconds; where it fails, again after `again_s`."""

    name: str
    do: Callable[[], Awaitable[object]]
    every_s: float
    again_s: float = SOON_S

    async def keep_doing(self) -> None:
        """Does it until cancelled."""
        while True:
            with begun():
                pause = self.every_s if await self._done() else self.again_s
            await asyncio.sleep(pause)

    async def _done(self) -> bool:
        try:
            await self.do()
        except BotError as e:
            log.warning("chore put off", chore=self.name, reason=str(e))
        except Exception as e:  # noqa: BLE001 - the service goes on
            log.error("chore failed", chore=self.name, **traced(e))  # noqa: TRY400 - a message could hold rows
        else:
            return True
        return False


@asynccontextmanager
async def doing(chores: Iterable[Chore]) -> AsyncIterator[None]:
    """Does chores meanwhile."""
    tasks = [asyncio.create_task(chore.keep_doing(), name=f"chore {chore.name}") for chore in chores]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=ENDING_S)
