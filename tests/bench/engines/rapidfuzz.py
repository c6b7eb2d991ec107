"""rapidfuzz over every passage: the one that holds what is most alike to what was typed."""

from __future__ import annotations

from pathlib import Path

from rapidfuzz import fuzz, process

from tests.bench.engines import texts


def build(folder: Path) -> float:
    """Nothing is built."""
    return 0.0


class Engine:
    """The passages in lower case, all in memory."""

    def __init__(self, folder: Path) -> None:
        self._texts = [text.lower() for text in texts(folder)]

    async def ask(self, text: str, words: str) -> str:
        return str(process.extractOne(text.lower(), self._texts, scorer=fuzz.partial_ratio)[0])
