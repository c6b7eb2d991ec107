"""Our bot on a real homeserver: how soon it answers, whether it does so once when killed, what memory rooms cost."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app.reading import open_library
from tests.bench.chatting import compared
from tests.bench.figures import Figures, Following
from tests.bench.following import followed
from tests.bench.joining import held
from tests.bench.progress import say
from tests.bench.restarting import restarted
from tests.daily.lives.on_matrix import own_homeserver
from tests.databases import made_on
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.stage import Stage, staged
from tests.postgres import postgres
from tests.texts import config


def run(figures: Figures) -> None:
    """All three, on a homeserver of their own."""
    asyncio.run(_run(figures))


def follow(figures: Figures) -> None:
    """How soon a process goes on for another, on a homeserver and a PostgreSQL of their own."""
    figures.following[:] = asyncio.run(_followed())


async def _followed() -> list[Following]:
    async with own_homeserver() as homeserver, _stage(homeserver) as stage:
        with postgres() as server, made_on(server) as address:
            return await followed(stage, address)


async def _run(figures: Figures) -> None:
    say("starting a homeserver")
    async with own_homeserver() as homeserver:
        async with _stage(homeserver) as stage:
            figures.chatting[:] = await compared(stage)
        async with _stage(homeserver) as stage:
            figures.restarting[:] = [await restarted(stage)]
        async with _stage(homeserver) as stage:
            figures.joining[:] = [await held(stage)]


@asynccontextmanager
async def _stage(homeserver: LocalHomeserver) -> AsyncIterator[Stage]:
    """A stage whose index is built already: a bot that builds it has more memory afterwards."""
    with tempfile.TemporaryDirectory(prefix="tegenspraak-bench-") as folder:
        async with staged(homeserver, Path(folder), open_library(config(Path(folder)))) as stage:
            yield stage
