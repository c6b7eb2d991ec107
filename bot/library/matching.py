"""Finds in texts the words that meet what was asked for, by the same rules as the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.corpus.lexicon import Lexicon
from bot.corpus.words import WORD, folded_words
from bot.index.families import Families
from bot.index.query import Want
from bot.index.vocabulary import Vocabulary
from bot.library.sought import Knowledge, Sought, Stand
from bot.model import Span


@dataclass(frozen=True, slots=True)
class Match:
    """A word or phrase of the text that meets want number `want`; `weight` is 1 for the best way to meet it."""

    want: int
    span: Span
    weight: float


class Matcher:
    """Knows the words of every language of the texts."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._lexicon = lexicon
        self._vocabulary = vocabulary
        self._knowledge: Callable[[str], Knowledge] = lru_cache(maxsize=None)(self._known)

    def wanted(self, wants: Sequence[Want]) -> Wanted:
        """These wants, ready to be found in any number of texts."""
        return Wanted(wants, self._knowledge)

    def _known(self, language: str) -> Knowledge:
        families = Families(self._lexicon.suffixes.get(language, ()))
        return Knowledge(language, self._lexicon.names, self._vocabulary, lru_cache(maxsize=20_000)(families.root))


class Wanted:
    """The wants of one question, to be found in the passages that may answer it."""

    def __init__(self, wants: Sequence[Want], knowledge: Callable[[str], Knowledge]) -> None:
        self.wants = tuple(wants)
        self._knowledge = knowledge
        self._sought: dict[str, Sought] = {}

    def matches(self, text: str, language: str) -> list[Match]:
        """Every match of every want in a text of that language."""
        stands = self.stands(text, language)
        found = list(WORD.finditer(text)) if stands else []
        return [Match(s.want, Span(found[s.first].start(), found[s.last - 1].end()), s.weight) for s in stands]

    def stands(self, text: str, language: str) -> list[Stand]:
        """The same by the number of the word, in order; faster, as nobody looks where the words stand."""
        if language not in self._sought:
            self._sought[language] = Sought(self.wants, self._knowledge(language))
        return self._sought[language].stands(folded_words(text))
