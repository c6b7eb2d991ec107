"""Our whole path for a claim: from a typed line `/verify …` to a `Reply`, over the index that the search has built."""

from __future__ import annotations

from pathlib import Path

from bot.app.commands import registry
from bot.app.reading import open_library
from bot.reply import Notice
from tests.bench.engines.tegenspraak import ASK, build
from tests.bench.generate import config

__all__ = ["Engine", "build"]


class Engine:
    """The bot's commands over the corpus."""

    def __init__(self, folder: Path) -> None:
        self._registry = registry(open_library(config(folder)))

    async def ask(self, text: str, words: str) -> str:
        reply = await self._registry.line(ASK, f"/verify {text}")
        return next(block.message.key for block in reply.blocks if isinstance(block, Notice))
