"""Learns from a vocabulary which of its words are compounds: *arbeid-s-plicht*, *partij-bureaucratie*."""

from __future__ import annotations

from collections.abc import Iterable

LEAST_WORD = 7
LEAST_HEAD, LEAST_TAIL = 4, 4
# What may stand between two parts, by language; elsewhere compounds are written apart.
LINKS = {"nl": ("", "s", "e", "en", "er"), "de": ("", "s", "es", "n", "en", "er")}
NUMERALS = frozenset({"een", "twee", "drie", "vier", "meer"})


class Compounds:
    """Splits words into words of a vocabulary; `function` words are no parts. Remembers what it split."""

    def __init__(self, vocabulary: Iterable[str], function: frozenset[str], language: str) -> None:
        self._tails = frozenset(word for word in vocabulary if len(word) >= LEAST_TAIL and word not in function)
        self._heads = frozenset(word for word in self._tails if len(word) >= LEAST_HEAD) | NUMERALS
        self._links = LINKS.get(language, ())
        self._kept: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The words that a word is made of, and theirs; nothing where it is no compound."""
        if word not in self._kept:
            split = self._split(word)
            below = (part for whole in split for part in (whole, *self.parts(whole)))
            self._kept[word] = tuple(dict.fromkeys(below))
        return self._kept[word]

    def _split(self, word: str) -> tuple[str, ...]:
        """The two parts of a word, the tail as long as can be."""
        if len(word) < LEAST_WORD or not self._links:
            return ()
        for at in range(3, len(word) - LEAST_TAIL + 1):
            if word[at:] in self._tails:
                head = self._head(word[:at])
                if head:
                    return head, word[at:]
        return ()

    def _head(self, part: str) -> str | None:
        for link in self._links:
            bare = part.removesuffix(link)
            if part.endswith(link) and bare in self._heads:
                return bare
        return None
