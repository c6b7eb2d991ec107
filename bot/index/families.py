"""Families of words that stems keep apart: *bureaucratie, bureaucraat, bureaucratisch* share a root."""

from __future__ import annotations

import re
from collections.abc import Iterable

LEAST_ROOT = 5
DOUBLED = re.compile(r"([a-z])\1")
HARDENED = str.maketrans({"v": "f", "z": "s"})


class Families:
    """Finds roots by the suffixes of one language."""

    def __init__(self, suffixes: Iterable[str]) -> None:
        self._suffixes = frozenset(suffixes)
        self._lengths = sorted({len(suffix) for suffix in self._suffixes}, reverse=True)

    def root(self, word: str) -> str | None:
        """The root of a folded word, without its longest suffix; None where too little would be left.

        Doubled letters are one and a final v or z is f or s, as Dutch spelling varies them with the syllable
        (*bureaucraat, bureaucraten; collectief, collectieve*).
        """
        room = len(word) - LEAST_ROOT
        for length in self._lengths:
            if length <= room and word[-length:] in self._suffixes:
                return _normal(word[:-length])
        return None


def _normal(stem: str) -> str:
    single = DOUBLED.sub(r"\1", stem)
    return single[:-1] + single[-1].translate(HARDENED)
