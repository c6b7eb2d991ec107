"""How long completion takes among many topics, from the call of the completer to its choices."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from pathlib import Path

from bot.app.commands import registry
from bot.app.reading import open_library
from bot.dispatch.registry import Registry
from bot.model import Ask
from tests.bench.figures import Completing, Figures, percentiles
from tests.bench.progress import say
from tests.bench.topics import topics, typed
from tests.texts import config

TOPICS, WARMING, TIMED = 10_000, 20, 200


def run(figures: Figures) -> None:
    """Measures over the two seeds with so many topics."""
    say(f"completing among {TOPICS:,} topics")
    with tempfile.TemporaryDirectory(prefix="tegenspraak-bench-") as state:
        figures.completing += asyncio.run(_run(Path(state)))


async def _run(state: Path) -> list[Completing]:
    made = topics(TOPICS)
    library = open_library(config(state))
    library.curated.names.topics = {**library.curated.topics, **{topic.key: topic for topic in made}}
    begun = time.perf_counter()
    library.curated.subjects.prepare()
    say(f"prepared in {time.perf_counter() - begun:.1f} s")
    commands = registry(library, random.Random(1))
    return [await _measured(commands, way, texts) for way, texts in typed(made, WARMING + TIMED).items()]


async def _measured(commands: Registry, way: str, texts: list[str]) -> Completing:
    ms = [await _timed(commands, text, at) for at, text in enumerate(texts)][WARMING:]
    found = Completing(way, TOPICS, *percentiles(ms), len(ms))
    say(f"{way}: {found.p50_ms:.2f} / {found.p99_ms:.2f} ms")
    return found


async def _timed(commands: Registry, text: str, at: int) -> float:
    ask = Ask(("nl", "en")[at % 2], "nl", "bench", "bench")
    begun = time.perf_counter()
    await commands.complete(ask, "quote", "query", text)
    return (time.perf_counter() - begun) * 1000
