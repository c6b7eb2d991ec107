"""Families of words that stems keep apart: *bureaucratie, bureaucraat, bureaucratisch* share a root."""

from __future__ import annotations

import re
from collections.abc import Sequence

LEAST_ROOT = 5
DOUBLED = re.compile(r"([a-z])\1")
HARDENED = str.maketrans({"v": "f", "z": "s"})


def root(word: str, suffixes: Sequence[str]) -> str | None:
    """The root of a folded word, without its longest suffix; None where too little would be left.

    `suffixes` are sorted by length, longest first. Doubled letters are one and a final v or z is f or s, as Dutch
    spelling varies them with the syllable (*bureaucraat, bureaucraten; collectief, collectieve*).
    """
    for suffix in suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= LEAST_ROOT:
            return _normal(word[: -len(suffix)])
    return None


def _normal(stem: str) -> str:
    single = DOUBLED.sub(r"\1", stem)
    return single[:-1] + single[-1].translate(HARDENED)
