"""Finds in texts the words that meet what was asked for, by the same rules as the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.corpus.lexicon import Lexicon
from bot.corpus.words import WORD, folded_words
from bot.index.families import Families
from bot.index.query import Want
from bot.index.vocabulary import Vocabulary
from bot.library.sought import Knowledge, Sought, Stand
from bot.model import Span

# So many questions are answered at once.
QUESTIONS = 8


@dataclass(frozen=True, slots=True)
class Match:
    """A word or phrase of the text that meets want number `want`; `weight` is 1 for the best way to meet it."""

    want: int
    span: Span
    weight: float


class Matcher:
    """Knows the words of every language of the texts.

    `wanted(wants)` makes wants ready to be found in any number of texts; a search and the cutting of what it found ask
    for the same.
    """

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._lexicon = lexicon
        self._vocabulary = vocabulary
        self._knowledge: Callable[[str], Knowledge] = lru_cache(maxsize=None)(self._known)
        self.wanted = lru_cache(maxsize=QUESTIONS)(self._ready)

    def _ready(self, wants: tuple[Want, ...]) -> Wanted:
        return Wanted(wants, self._knowledge)

    def _known(self, language: str) -> Knowledge:
        families = Families(self._lexicon.suffixes.get(language, ()))
        return Knowledge(language, self._lexicon.names, self._vocabulary, lru_cache(maxsize=20_000)(families.root))


class Wanted:
    """The wants of one question, to be found in the passages that may answer it; each is looked through once."""

    def __init__(self, wants: tuple[Want, ...], knowledge: Callable[[str], Knowledge]) -> None:
        self.wants = wants
        self._knowledge = knowledge
        self._sought: dict[str, Sought] = {}
        self._words: dict[str, list[str]] = {}
        self._stands: dict[tuple[str, str], list[Stand]] = {}

    def matches(self, text: str, language: str) -> list[Match]:
        """Every match of every want in a text of that language."""
        stands = self.stands(text, language)
        found = list(WORD.finditer(text)) if stands else []
        return [Match(s.want, Span(found[s.first].start(), found[s.last - 1].end()), s.weight) for s in stands]

    def stands(self, text: str, language: str) -> list[Stand]:
        """The same by the number of the word, in order; faster, as nobody looks where the words stand."""
        if (text, language) not in self._stands:
            if language not in self._sought:
                self._sought[language] = Sought(self.wants, self._knowledge(language))
            self._stands[text, language] = self._sought[language].stands(self.words(text))
        return self._stands[text, language]

    def words(self, text: str) -> list[str]:
        """The folded words of a text."""
        if text not in self._words:
            self._words[text] = folded_words(text)
        return self._words[text]
