"""What a passage is found by besides its own words: names in any spelling, word families, parts of compounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.corpus.lexicon import Lexicon
from bot.index.compounds import Compounds
from bot.index.families import Families
from bot.index.words import stem

# The kinds of token in the field `extra`. A folded word holds no colon, so none of them can be mistaken for a word.
NAME, FAMILY, PART = "n:", "f:", "p:"


class Enricher:
    """Gives the words of one language their extra tokens; remembers each word's."""

    def __init__(self, lexicon: Lexicon, language: str, counts: Mapping[str, int]) -> None:
        self.counts = counts
        self._lexicon = lexicon
        self._language = language
        self._families = Families(lexicon.suffixes.get(language, ()))
        self._compounds = Compounds(counts, lexicon.function, language)
        self._kept: dict[str, tuple[str, ...]] = {}

    def tokens(self, words: Sequence[str]) -> list[str]:
        """The extra tokens of a passage of these folded words."""
        kept = self._kept
        found: list[str] = []
        for word in words:
            if word not in kept:
                kept[word] = self._word(word)
            found += kept[word]
        return found + [f"{NAME}{name.key}" for name in self._lexicon.names.spot(words)]

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems of the words that a compound is made of."""
        return tuple(dict.fromkeys(stem(part, self._language) for part in self._compounds.parts(word)))

    def _word(self, word: str) -> tuple[str, ...]:
        family = self._families.root(word)
        tokens = [f"{PART}{part}" for part in self.parts(word)]
        return (f"{FAMILY}{family}", *tokens) if family else tuple(tokens)
