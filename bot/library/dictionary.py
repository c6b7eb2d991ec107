"""Ordinary words of the members' languages: one that stands there is what was meant, and is not corrected away.

The lists are those of pyspellchecker (read as files; its own correction would take seconds for a long word).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

# What the lists give to a word that they hold without having met it often.
RARE = 50


class Dictionary:
    """Word lists, kept as bytes and searched as such: half a million words take 9 MB so, and 60 MB as a set."""

    def __init__(self, languages: Iterable[str]) -> None:
        self._languages = tuple(languages)

    def __contains__(self, word: str) -> bool:
        return self.count(word) > 0

    def count(self, word: str) -> int:
        """How often a word was met where the lists were made; RARE for those hardly met, 0 for those not listed."""
        sought = f'"{word}": '.encode()
        places = ((listed, listed.find(sought)) for listed in self._lists)
        counts = (int(listed[at + len(sought) :][:12].split(b",")[0].strip(b"}")) for listed, at in places if at >= 0)
        return max(counts, default=0)

    @cached_property
    def _lists(self) -> tuple[bytes, ...]:
        found = find_spec("spellchecker")
        folder = Path(found.origin).parent / "resources" if found and found.origin else Path()
        files = (folder / f"{language}.json.gz" for language in self._languages)
        return tuple(gzip.decompress(file.read_bytes()) for file in files if file.exists())
