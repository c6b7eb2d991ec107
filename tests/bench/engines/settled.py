"""No engine: says which words our path settles on for a query, for the engines that cannot find that out."""

from __future__ import annotations

from pathlib import Path

from bot.app.reading import open_library
from bot.corpus.words import folded_words
from bot.errors import BotError
from tests.bench.generate import config


class Engine:
    """The library over the corpus, asked how it reads."""

    def __init__(self, folder: Path) -> None:
        self._library = open_library(config(folder))

    async def ask(self, text: str, words: str) -> str:
        return " ".join(folded_words(self._settled(text) or text))

    def _settled(self, text: str) -> str:
        try:
            return " ".join(word.read_as for word in self._library.quote(text, limit=1).understood)
        except BotError:
            return ""
