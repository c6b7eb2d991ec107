"""What a passage is found by besides its own words: names in any spelling, word families, parts of compounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bot.corpus.lexicon import Lexicon
from bot.corpus.utterances import Utterance
from bot.corpus.voices import SPOKEN
from bot.index.compounds import Compounds
from bot.index.families import Families
from bot.index.words import stem
from bot.model import Passage, Span

# The kinds of token in the field `extra`. A folded word holds no colon, so none of them can be mistaken for a word.
NAME, FAMILY, PART, SPEAKER = "n:", "f:", "p:", "s:"


def speakers(passage: Passage, utterances: Iterable[Utterance]) -> str:
    """The tokens of everybody whose words or view a passage holds, with blanks between them."""
    stretch = Span(passage.start, passage.end)
    heard = (of for of in utterances if of.reviewed and of.kind in SPOKEN and of.span.overlaps(stretch))
    return " ".join(sorted({f"{SPEAKER}{speaker}" for of in heard for speaker in of.speakers}))


class Enricher:
    """Gives the words of one language their extra tokens; remembers each word's."""

    def __init__(self, lexicon: Lexicon, language: str, counts: Mapping[str, int]) -> None:
        self.counts = counts
        self.parts = lru_cache(maxsize=None)(self._parts)
        self._lexicon = lexicon
        self._language = language
        self._families = Families(lexicon.suffixes.get(language, ()))
        self._compounds = Compounds(counts, lexicon.function, language)
        self._kept: dict[str, str] = {}

    def tokens(self, words: Sequence[str]) -> str:
        """The extra tokens of a passage of these folded words, with blanks between them."""
        kept = self._kept
        for word in words:
            if word not in kept:
                kept[word] = self._word(word)
        names = [f"{NAME}{name.key}" for name in self._lexicon.names.spot(words)]
        return " ".join([*filter(None, map(kept.__getitem__, words)), *names])

    def _parts(self, word: str) -> tuple[str, ...]:
        """The stems of the words that a compound is made of."""
        parts = self._compounds.parts(word)
        return tuple(dict.fromkeys(stem(part, self._language) for part in parts)) if parts else ()

    def _word(self, word: str) -> str:
        family = self._families.root(word)
        tokens = [f"{PART}{part}" for part in self.parts(word)]
        return " ".join([f"{FAMILY}{family}", *tokens] if family else tokens)
