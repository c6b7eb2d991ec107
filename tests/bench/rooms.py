"""Rooms of a real homeserver where members give commands, and see when they are answered."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.platforms.matrix.credentials import write
from tests.bench.bots import inherited, settings
from tests.matrix.person import Event, News, Person
from tests.matrix.stage import Stage
from tests.warm import running

# More than is ever said in a room between two syncs.
LIMIT = 200
# A machine that is busy with other things may take its time.
PATIENCE_S = 120.0


class Listener:
    """Hears in the sync of a member when a command is answered for the first time."""

    def __init__(self) -> None:
        self._moments: defaultdict[str, asyncio.Future[float]] = defaultdict(asyncio.Future)

    async def moment(self, command: str) -> float:
        """When the answer to a command came, by `time.perf_counter`; TimeoutError where none does."""
        async with asyncio.timeout(PATIENCE_S):
            return await self._moments[command]

    async def listen(self, news: News) -> None:
        """Listens until it is cancelled."""
        while True:
            said = await news.more()
            now = time.perf_counter()
            for _, event in said:
                moment = self._moments[command_of(event)]
                if not moment.done():
                    moment.set_result(now)


@asynccontextmanager
async def listening(person: Person) -> AsyncIterator[Listener]:
    """Somebody listens to what is said from now on."""
    news, made = News(person, LIMIT), Listener()
    await news.more()
    task = asyncio.create_task(made.listen(news))
    try:
        yield made
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def serving(stage: Stage) -> AsyncIterator[None]:
    """`tegenspraak serve` on Matrix alone, a process of its own, which is killed at the end of the block."""
    write(stage.state, stage.me)
    environment = inherited() | settings(stage.state) | {"TEGENSPRAAK_MATRIX_OPERATORS": stage.anna.id}
    async with running(("serve",), environment) as process:
        # It would wait where nobody read its log.
        log = asyncio.create_task(process.communicate())
        try:
            yield
        finally:
            process.kill()
            await log


async def rooms(stage: Stage, number: int) -> list[str]:
    """So many rooms of Anna's, to which the bot comes while it serves. Somebody else is invited: none is direct."""
    guest = stage.person().id
    made = [await stage.anna.room(stage.bot, guest) for _ in range(number)]
    for room in made:
        await stage.comes(room)
    return made


def command_of(answer: Event) -> str:
    """The event that a message answers; empty where it answers none."""
    return str(answer["content"].get("m.relates_to", {}).get("m.in_reply_to", {}).get("event_id", ""))
