"""What our bot costs beside one that answers the same every time: latency, throughput, many at once, memory."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from tests.bench.bots import AGAIN, CONSTANT, OURS, Bot, both, ours
from tests.bench.figures import Answering, Figures, Held, percentiles
from tests.bench.progress import say
from tests.local_discord import Answer
from tests.platforms.discord.test_many import different_queries

QUERY = "kronstadt"
COMMANDS, IN_TURN, AT_A_TIME, AT_ONCE = 2000, 100, 50, 1000
"""How many are timed, in how large turns; how many are under way for the rate; how many come at the same moment."""
SOAKED = (10_000, 100_000)
"""After how many commands the memory is measured."""
FORGOTTEN = 500


@dataclass
class _Case:
    """A bot and what it is asked: `query` every time or, where that is empty, different questions."""

    name: str
    bot: Bot
    query: str = ""
    ms: list[float] = field(default_factory=list)
    seconds: float = 0.0

    async def turn(self, queries: Sequence[str], *, counts: bool) -> None:
        """Asks these one after another, and then many at a time."""
        asked = self._asked(queries)
        took = [await _timed(self.bot, query) for query in asked]
        spent = await _spent(self.bot, asked)
        self.bot.local.forget()
        if counts:
            self.ms += took
            self.seconds += spent

    async def told(self, at_once: int) -> Answering:
        """The figures, after so many at the same moment."""
        burst = await _burst(self.bot, self._asked(list(islice(cycle(different_queries()), at_once))))
        rate = len(self.ms) / self.seconds
        say(f"{self.name}: {rate:.0f} a second")
        return Answering(self.name, len(self.ms), *percentiles(self.ms), rate, at_once, *burst)

    def _asked(self, queries: Sequence[str]) -> list[str]:
        return [self.query or query for query in queries]


def run(figures: Figures) -> None:
    """Latency, rate, and many at once."""
    with tempfile.TemporaryDirectory(prefix="tegenspraak-bench-") as folder:
        figures.answering[:] = asyncio.run(compared(Path(folder), COMMANDS, AT_ONCE))


def soak(figures: Figures, most: int = SOAKED[-1]) -> None:
    """The memory of our bot after many commands."""
    with tempfile.TemporaryDirectory(prefix="tegenspraak-bench-") as folder:
        counts = [*(count for count in SOAKED if count < most), most]
        figures.held[:] = asyncio.run(soaked(Path(folder), counts))


async def compared(state: Path, commands: int, at_once: int) -> list[Answering]:
    """Both bots in turn, so that what else the machine does slows them alike; ours with different questions and one."""
    async with both(state, QUERY) as (bot, other):
        cases = (_Case(OURS, bot), _Case(AGAIN, bot, QUERY), _Case(CONSTANT, other))
        for at, queries in enumerate(turns(commands + IN_TURN, IN_TURN)):
            for case in cases if at % 2 else reversed(cases):
                # The first turn warms up.
                await case.turn(queries, counts=at > 0)
        return [await case.told(at_once) for case in cases]


async def soaked(state: Path, counts: Sequence[int]) -> list[Held]:
    """The memory of our bot after so many commands, the smallest number first."""
    found, done = [], 0
    async with ours(state) as bot:
        for count in counts:
            for queries in turns(count - done, FORGOTTEN):
                await _spent(bot, queries)
                bot.local.forget()
            done = count
            found.append(Held(count, bot.memory_mb()))
            say(f"after {count:,} commands: {found[-1].anonymous_mb:.1f} MB")
    return found


def turns(count: int, size: int) -> Iterator[list[str]]:
    """So many queries, so many in a turn."""
    queries = cycle(different_queries())
    for at in range(0, count, size):
        yield list(islice(queries, min(size, count - at)))


async def _timed(bot: Bot, query: str) -> float:
    """The milliseconds from an interaction to its answer."""
    began = time.perf_counter()
    await bot.quote(query)
    return (time.perf_counter() - began) * 1000


async def _spent(bot: Bot, queries: Sequence[str]) -> float:
    """The seconds that these took, so many under way at any time."""
    gate = asyncio.Semaphore(AT_A_TIME)

    async def ask(query: str) -> Answer:
        async with gate:
            return await bot.quote(query)

    began = time.perf_counter()
    await asyncio.gather(*map(ask, queries))
    return time.perf_counter() - began


async def _burst(bot: Bot, queries: Sequence[str]) -> tuple[int, float]:
    """Of these commands at the same moment: how many are never answered, and the seconds until the last answer."""
    began = time.perf_counter()
    answers = await asyncio.gather(*map(bot.quote, queries), return_exceptions=True)
    spent = time.perf_counter() - began
    bot.local.forget()
    return sum(isinstance(answer, BaseException) for answer in answers), spent
