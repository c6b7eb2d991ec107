"""Learns from a vocabulary which of its words are compounds: *arbeid-s-plicht*, *partij-bureaucratie*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

LEAST_WORD = 7
LEAST_HEAD = 4
LEAST_TAIL = 4
# What may stand between two parts, by language; elsewhere compounds are written apart.
LINKS = {"nl": ("", "s", "e", "en", "er"), "de": ("", "s", "es", "n", "en", "er")}
NUMERALS = frozenset({"een", "twee", "drie", "vier", "meer"})


class Compounds:
    """Splits words into words that the vocabulary holds (`counts`: folded word → how often)."""

    def __init__(self, counts: Mapping[str, int], function: frozenset[str], language: str) -> None:
        self._counts = counts
        self._function = function
        self._links = LINKS.get(language, ())

    def parts(self, word: str) -> tuple[str, ...]:
        """The words that a word is made of, and theirs; nothing where it is no compound."""
        found: list[str] = []
        split = next(self._splits(word), None)
        for part in split or ():
            found.append(part)
            found += self.parts(part)
        return tuple(dict.fromkeys(found))

    def _splits(self, word: str) -> Iterator[tuple[str, str]]:
        """The ways to split a word in two, the longest tail first."""
        if len(word) < LEAST_WORD or not self._links or word.isdigit():
            return
        for at in range(3, len(word) - LEAST_TAIL + 1):
            head, tail = word[:at], word[at:]
            if self._is_tail(tail):
                for link in self._links:
                    bare = head.removesuffix(link)
                    if head.endswith(link) and self._is_head(bare):
                        yield bare, tail
                        break

    def _is_head(self, part: str) -> bool:
        if part in NUMERALS:
            return True
        return len(part) >= LEAST_HEAD and part in self._counts and part not in self._function

    def _is_tail(self, part: str) -> bool:
        return part in self._counts and part not in self._function
