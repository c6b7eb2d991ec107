"""What several processes cost: `python -m tests.many.sizes` prints the memory of a shard, and how long a take takes.

The figures stand in docs/operate.md.
"""

from __future__ import annotations

import asyncio
import gc
import tempfile
import time
import tracemalloc
from pathlib import Path
from statistics import median

from bot.app.commands import registry
from bot.app.reading import languages, serving_library
from bot.store.database import opened
from bot.store.leases import Taken
from tests.databases import Home, made_on, prepare
from tests.local_discord import LocalDiscord
from tests.postgres import postgres
from tests.texts import config

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.platforms.discord.client import Client, Place  # isort: skip
from bot.platforms.discord.lasting import Lasting  # isort: skip

SHARDS, TAKES, MB = 16, 500, 1_000_000


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"a shard more in a process: {asyncio.run(_shard(Path(folder))):.1f} MB")  # noqa: T201 - the result
        with postgres() as server, made_on(server) as address:
            typical, busy = asyncio.run(_takes(Home(Path(folder), address)))
        print(f"to take a command: {typical:.1f} ms, {busy:.1f} ms of it this process's own")  # noqa: T201 - the result


async def _shard(folder: Path) -> float:
    settings = config(folder)
    library, lasting, spoken = serving_library(settings), Lasting(folder), languages(settings)
    commands = registry(library)
    async with LocalDiscord():
        made = [Client(commands, spoken, authors=tuple(library.authors), lasting=lasting)]
        gc.collect()
        tracemalloc.start()
        places = [Place(of, SHARDS) for of in range(1, SHARDS)]
        made += [Client(commands, spoken, authors=tuple(library.authors), lasting=lasting, place=of) for of in places]
        gc.collect()
        return tracemalloc.get_traced_memory()[0] / MB / (len(made) - 1)


async def _takes(home: Home) -> tuple[float, float]:
    """How long one takes, and how much of that is processor time; in milliseconds."""
    prepare(home.backend())
    async with opened(home.backend()) as database:
        taken, times = Taken(database), list[float]()
        await taken.take("warm")
        busy = time.process_time()
        for number in range(TAKES):
            began = time.perf_counter()
            await taken.take(str(number))
            times.append(time.perf_counter() - began)
        return median(times) * 1000, (time.process_time() - busy) * 1000 / TAKES


if __name__ == "__main__":
    main()
