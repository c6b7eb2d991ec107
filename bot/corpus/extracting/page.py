"""Puts a text together as a reader sees it: block after block, with an empty line between them."""

from __future__ import annotations

import re

from bot.corpus.extracting.extract import Extract
from bot.model import Span

# What HTML takes for white space. A no-break space is none of it.
SPACE = re.compile(r"[ \t\n\r\f]+")
BETWEEN = "\n\n"
# Says where a word may be broken; readers see it only there.
SOFT_HYPHEN = "\u00ad"
BREAK = "\v"


class Page:
    """Takes words, line breaks and the ends of blocks, in their order."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._words: list[str] = []
        self._length = 0
        self._quoted: list[Span] = []
        self._before = ""
        # How many quotations, and preformatted blocks, are open.
        self.quoting = 0
        self.exact = 0

    def add(self, words: str) -> None:
        """Words of the block under way."""
        self._words.append(words.replace(SOFT_HYPHEN, "").replace(BREAK, " "))

    def line(self) -> None:
        """The next line of the same block."""
        self._words.append("\n" if self.exact else BREAK)

    def item(self, mark: str) -> None:
        """An item of a list: its block begins with a mark."""
        self.end()
        self._before = f"{mark} "

    def end(self) -> None:
        """The end of a block, where there is one under way."""
        told = "".join(self._words)
        self._words.clear()
        lines = told.split("\n") if self.exact else [SPACE.sub(" ", line) for line in told.split(BREAK)]
        block = "\n".join(line.rstrip() if self.exact else line.strip(" ") for line in lines).strip("\n")
        if block.strip():
            self._put(self._before + block)
            self._before = ""

    def extract(self, language: str = "") -> Extract:
        """The text that was put together."""
        self.end()
        text = BETWEEN.join(self._blocks)
        return Extract(f"{text}\n" if text else "", "blocks", tuple(self._quoted), language)

    def _put(self, block: str) -> None:
        start = self._length + (len(BETWEEN) if self._blocks else 0)
        self._blocks.append(block)
        self._length = start + len(block)
        if self.quoting:
            self._quoted.append(Span(start, self._length))
