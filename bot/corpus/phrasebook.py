"""Finds known phrases in a run of words: the longest that begins at each place, left to right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.corpus.words import folded_words

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spotted:
    """A phrase of entry `key`, standing at words `start` to `end`."""

    key: str
    start: int
    end: int


class Phrasebook:
    """Phrases of folded words, each of which belongs to one entry."""

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        self.phrases: dict[Phrase, str] = {}
        for key, phrases in entries.items():
            for phrase in phrases:
                self.phrases.setdefault(tuple(folded_words(phrase)), key)
        self.phrases.pop((), None)
        self._longest: dict[str, int] = {}
        for words in self.phrases:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    @property
    def words(self) -> set[str]:
        """Every word that stands in a phrase."""
        return {word for phrase in self.phrases for word in phrase}

    def spot(self, words: Sequence[str]) -> Iterator[Spotted]:
        """The phrases in a run of folded words, without overlaps."""
        at = 0
        while at < len(words):
            found = self._longest_at(words, at) if words[at] in self._longest else None
            if found:
                yield found
            at = found.end if found else at + 1

    def _longest_at(self, words: Sequence[str], at: int) -> Spotted | None:
        for length in range(min(self._longest[words[at]], len(words) - at), 0, -1):
            key = self.phrases.get(tuple(words[at : at + length]))
            if key:
                return Spotted(key, at, at + length)
        return None
