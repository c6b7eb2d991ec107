"""Reads texts and data anew when SIGHUP says so, beside whatever is served. What cannot be read changes nothing."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import structlog

from bot.app.editions import Editions
from bot.app.reading import open_library
from bot.config import Config
from bot.errors import BotError, CorpusError, traced
from bot.library.library import Library

log = structlog.get_logger(__name__)

SIGNAL = signal.SIGHUP
# What was under way when the texts changed is answered by then, and lets go of the old ones.
SETTLED_S = 10.0
# Of what the process that builds the index says, the end.
SAID = 500


class Rereading:
    """Reads anew as often as it is wanted, one time after another. `read` gives the library as it would be now."""

    def __init__(
        self, editions: Editions, read: Callable[[], Awaitable[Library]], settled_s: float = SETTLED_S
    ) -> None:
        self._editions = editions
        self._read = read
        self._settled_s = settled_s
        self._wanted = asyncio.Event()

    def want(self) -> None:
        """Has everything read anew, once more where that is under way just now."""
        self._wanted.set()

    async def run(self) -> None:
        """Goes on until cancelled."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            if await self._done():
                await asyncio.sleep(self._settled_s)
                _let_go()

    async def _done(self) -> bool:
        log.info("reading texts anew")
        try:
            library = await self._read()
            self._editions.replace(library)
        except BotError as e:
            log.error("texts stay as they were", reason=str(e))  # noqa: TRY400 - the reason is all that there is to it
        except Exception as e:  # noqa: BLE001 - the service goes on
            log.error("texts stay as they were", **traced(e))  # noqa: TRY400 - a message could hold words of texts
        else:
            log.info("texts read anew", works=len(library.works))
            return True
        return False


@asynccontextmanager
async def rereading(config: Config, editions: Editions) -> AsyncIterator[None]:
    """Reads anew at each SIGHUP until the end of the block."""

    async def read() -> Library:
        await build_apart(config)
        return await asyncio.to_thread(_ready, config)

    made, loop = Rereading(editions, read), asyncio.get_running_loop()
    loop.add_signal_handler(SIGNAL, made.want)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {SIGNAL})
    task = asyncio.create_task(made.run(), name="reading anew")
    try:
        yield
    finally:
        # From now on it is too late for that, and no reason to end at once.
        signal.pthread_sigmask(signal.SIG_BLOCK, {SIGNAL})
        loop.remove_signal_handler(SIGNAL)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def build_apart(config: Config) -> None:
    """Has another process build the index, where there is none: it would hold up every answer here.

    CorpusError where that fails. Cancelled, it ends that process too.
    """
    folders = [str(of.absolute()) for of in (config.state, config.seeds, config.data)]
    building = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.app.indexing", *folders),
        cwd=Path(__file__).parents[2],
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await building.communicate()
    except asyncio.CancelledError:
        building.kill()
        await building.wait()
        raise
    if building.returncode:
        raise CorpusError("index-unbuilt", reason=said.decode(errors="replace").strip()[-SAID:])


def _ready(config: Config) -> Library:
    library = open_library(config)
    library.prepare()
    return library


def _let_go() -> None:
    """Frees what belonged to the old texts, which no collection has looked at since the start, then spares the rest."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
