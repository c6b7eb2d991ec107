"""The engines side by side, a module each with `build(folder)` and `Engine(folder)`. Imported only in a worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from bot.corpus.passages import cut
from bot.corpus.works import read_texts, read_works
from tests.bench.generate import config

LIMIT = 1
"""How many passages an engine is asked for: as many as `/quote` shows."""


class Asked(Protocol):
    """An engine that is open."""

    async def ask(self, text: str, words: str) -> str:
        """The text of the best passage, or nothing. `text` is what was typed, `words` what our path settled on."""


def texts(folder: Path) -> Iterator[str]:
    """The passages of a corpus, cut as the bot cuts them."""
    at = config(folder)
    for text in read_texts(read_works(at.data), at.seeds):
        yield from (passage.text for passage in cut(text).passages)
