"""Ordinary words of the members' languages: one that stands there is what was meant, and is not corrected away.

The lists are those of pyspellchecker (read as files; its own correction would take seconds for a long word).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path

# What the lists give to a word that they hold without having met it often.
RARE = 50
REMEMBERED = 1024


class Dictionary:
    """Word lists, kept as bytes and halved until a word is found: half a million take 9 MB so, and 60 MB as a set.

    `count(word)` says how often it was met where the lists were made; RARE for hardly, 0 where it is not listed.
    """

    def __init__(self, languages: Iterable[str]) -> None:
        self._languages = tuple(languages)
        self.count = lru_cache(maxsize=REMEMBERED)(self._counted)

    def __contains__(self, word: str) -> bool:
        return self.count(word) > 0

    def _counted(self, word: str) -> int:
        return max((_count(listed, word.encode()) for listed in self._lists), default=0) if word else 0

    @cached_property
    def _lists(self) -> tuple[bytes, ...]:
        found = find_spec("spellchecker")
        folder = Path(found.origin).parent / "resources" if found and found.origin else Path()
        files = (folder / f"{language}.json.gz" for language in self._languages)
        return tuple(gzip.decompress(file.read_bytes()) for file in files if file.exists())


def _count(listed: bytes, word: bytes) -> int:
    """The count of a word in a list of lines `"word": count,` that is sorted by word."""
    low, high = 0, len(listed)
    while low < high:
        start = listed.rfind(b"\n", 0, (low + high) // 2) + 1
        end = listed.find(b"\n", start)
        found, _, count = listed[start : end if end >= 0 else None].rpartition(b": ")
        if found[1:-1] == word:
            return int(count.rstrip(b","))
        if found[1:-1] < word:
            low = max(end, start + 1) + 1 if end >= 0 else high
        else:
            high = start
    return 0
