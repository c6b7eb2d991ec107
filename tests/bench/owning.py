"""How long members and moderators wait in a community with many topics of its own."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.app.commands import registry
from bot.app.reading import open_library
from bot.communities import sheets
from bot.communities.desk import desk
from bot.communities.keeper import TOPIC
from bot.communities.sheets import Sheet
from bot.daily.agenda import agenda
from bot.dispatch.registry import Registry
from bot.model import Ask, Role
from bot.store.database import opened
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.migrating import Migrations, migrate
from bot.store.sqlite import NAME, SQLite
from tests.bench.figures import Figures, Owning, percentiles
from tests.bench.progress import say
from tests.bench.topics import topics, typed
from tests.texts import config

TOPICS, WARMING, TIMED = 1_000, 10, 100
WORDS = ("lenin", "kronstadt", "bureaucratie", "rode leger", "vrede")

Asked = Callable[[Registry, Ask, str], Awaitable[object]]


def run(figures: Figures) -> None:
    """Measures over the two seeds with so many topics; more than a community may have."""
    say(f"a community with {TOPICS:,} topics")
    with tempfile.TemporaryDirectory(prefix="tegenspraak-bench-") as state:
        figures.owning += asyncio.run(_run(Path(state)))


async def _run(state: Path) -> list[Owning]:
    library = open_library(config(state / "index"))
    library.prepare()
    backend = SQLite(state / NAME)
    migrate(backend, Migrations(), list)
    made = topics(TOPICS)
    async with opened(backend) as database:
        own = {topic.key: Sheet(topic.title, topic.names, (WORDS[at % len(WORDS)],)) for at, topic in enumerate(made)}
        edits = [Edit(TOPIC, key, sheets.written(sheet), 0) for key, sheet in own.items()]
        await Ledger(database, {}).change("bench:1", Deed("bench", "topic-import"), edits)
        daily = agenda(database, library)
        owned = desk(database, library, daily.derived)
        commands = registry(library, random.Random(1), desk=owned, agenda=daily)
        texts = [text for of in typed(made, TIMED).values() for text in of]
        return [await _measured(commands, what, asked, texts) for what, asked in WAYS.items()]


async def _listed(commands: Registry, ask: Ask, text: str) -> object:
    return await commands.run(ask, "topics", {})


async def _completed(commands: Registry, ask: Ask, text: str) -> object:
    return await commands.complete(ask, "positions", "topic", text)


async def _named(commands: Registry, ask: Ask, text: str) -> object:
    return await commands.complete(ask, "topic edit", "topic", text)


async def _previewed(commands: Registry, ask: Ask, text: str) -> object:
    return await commands.run(ask, "topic add", {"title": text[:60], "keywords": WORDS[len(text) % len(WORDS)]})


WAYS: dict[str, Asked] = {
    "`/topics`": _listed,
    "completion of `/positions`": _completed,
    "completion of `/topic edit`": _named,
    "the preview of `/topic add`": _previewed,
}


async def _measured(commands: Registry, what: str, asked: Asked, texts: list[str]) -> Owning:
    ask = Ask("nl", "nl", "bench:1", "bench", "bench", Role.MODERATOR)
    ms = []
    for text in random.Random(what).sample(texts, WARMING + TIMED):
        begun = time.perf_counter()
        await asked(commands, ask, text)
        ms.append((time.perf_counter() - begun) * 1000)
    found = Owning(what, TOPICS, *percentiles(ms[WARMING:]), TIMED)
    say(f"{what}: {found.p50_ms:.2f} / {found.p99_ms:.2f} ms")
    return found
