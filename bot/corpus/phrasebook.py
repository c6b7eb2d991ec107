"""Finds known phrases in a run of words: the longest that begins at each place, left to right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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
        phrases: dict[Phrase, str] = {}
        for key, texts in entries.items():
            for text in texts:
                phrases.setdefault(tuple(folded_words(text)), key)
        phrases.pop((), None)
        self._hold(phrases)

    def _hold(self, phrases: dict[Phrase, str]) -> None:
        self.phrases = phrases
        self._longest: dict[str, int] = {}
        for words in phrases:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def kept(self) -> dict[str, str]:
        """The phrases with their entries, as JSON may hold them."""
        return {" ".join(words): key for words, key in self.phrases.items()}

    @classmethod
    def from_kept(cls, kept: Mapping[str, str]) -> Phrasebook:
        """The phrasebook that was kept."""
        made = cls({})
        made._hold({tuple(words.split(" ")): key for words, key in kept.items()})
        return made

    def phrases_of(self, key: str) -> tuple[Phrase, ...]:
        """The phrases of an entry."""
        return self._by_key.get(key, ())

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[Phrase, ...]]:
        found: dict[str, list[Phrase]] = {}
        for phrase, key in self.phrases.items():
            found.setdefault(key, []).append(phrase)
        return {key: tuple(phrases) for key, phrases in found.items()}

    @property
    def words(self) -> set[str]:
        """Every word that stands in a phrase."""
        return {word for phrase in self.phrases for word in phrase}

    def spot(self, words: Sequence[str]) -> Iterator[Spotted]:
        """The phrases in a run of folded words, without overlaps."""
        free = 0
        for at in [at for at, word in enumerate(words) if word in self._longest]:
            found = self._longest_at(words, at) if at >= free else None
            if found:
                yield found
                free = found.end

    def _longest_at(self, words: Sequence[str], at: int) -> Spotted | None:
        for length in range(min(self._longest[words[at]], len(words) - at), 0, -1):
            key = self.phrases.get(tuple(words[at : at + length]))
            if key:
                return Spotted(key, at, at + length)
        return None
