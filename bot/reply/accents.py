"""The colour that goes with each author, on every platform that has colours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

# Colours that nobody's eyes confuse (Okabe and Ito) and that judge nobody; further authors share them in turn.
ACCENTS = (0x0072B2, 0xE69F00, 0x56B4E9, 0xD55E00, 0x009E73, 0xCC79A7)
NEUTRAL = 0x999999


class Accents:
    """Gives authors, by key, their colours as `0xRRGGBB`, in the order in which they are named."""

    def __init__(self, authors: Sequence[str]) -> None:
        # It may come to name others.
        self._authors = authors

    def of(self, author: str) -> int:
        """The author's colour; grey for anyone else."""
        found = dict(zip(self._authors, cycle(ACCENTS), strict=False))
        return found.get(author, NEUTRAL)
