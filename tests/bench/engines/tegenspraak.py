"""Our whole path: from a typed line to a `Reply`, through the registry of commands."""

from __future__ import annotations

import time
from pathlib import Path

from bot.app.commands import registry
from bot.app.reading import open_library, serving_library
from bot.model import Ask
from bot.reply import Quotation
from tests.bench.generate import config

ASK = Ask("nl", "nl", "bench", "bench", "bench")


def build(folder: Path) -> float:
    """Opens the library, which builds its index; the seconds that it took."""
    began = time.perf_counter()
    open_library(config(folder))
    return time.perf_counter() - began


class Engine:
    """The bot's commands over the corpus."""

    def __init__(self, folder: Path) -> None:
        self._registry = registry(serving_library(config(folder)))

    async def ask(self, text: str, words: str) -> str:
        reply = await self._registry.line(ASK, f"/quote {text}")
        quotation = next((block for block in reply.blocks if isinstance(block, Quotation)), None)
        return quotation.quote.passage.text if quotation else ""
