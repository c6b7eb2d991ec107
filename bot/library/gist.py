"""Tells what a text is about, as a query: the names, topics and words that the texts here share with it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.corpus.lexicon import Lexicon
from bot.corpus.phrasebook import Spotted
from bot.corpus.words import fold, words
from bot.index.enrich import NAME
from bot.index.reader import Index
from bot.index.schema import EXTRA, PLAIN
from bot.library.dictionary import RARE, Dictionary
from bot.library.naming import TopicNames
from bot.library.question import MAX_WORDS, SOME, clean

# A word that ordinary people use so often tells nothing of this field. Together, what tells must come to so much: one
# word that they hardly use, or a few that they use now and then.
COMMON, ENOUGH = 100_000, 2.2
# Words of no field count from here on.
LEAST_TELLING = 1.0
LEAST_DIGITS = 4
LONGEST, TOLD, CHARACTERS = 2_000, 8, 120


@dataclass(frozen=True, slots=True)
class _Sign:
    """Words of a text that tell what it is about, how much, and whether they belong to the field of the texts."""

    typed: str
    weight: float
    of_field: bool


class Gist:
    """Reads texts of any length. `dictionary` says how ordinary a word is."""

    def __init__(self, lexicon: Lexicon, index: Index, dictionary: Dictionary) -> None:
        self._lexicon = lexicon
        self._index = index
        self._dictionary = dictionary

    def query(self, text: str, topics: TopicNames) -> str:
        """What a text is about, what tells most first; nothing where it touches nothing that the texts are about."""
        signs = self._signs(text, topics)
        if sum(sign.weight for sign in signs if sign.of_field) < ENOUGH:
            return ""
        told = sorted(signs, key=lambda sign: (not sign.of_field, -sign.weight))
        return SOME + " ".join(_as_many(sign.typed for sign in told))

    def _signs(self, text: str, topics: TopicNames) -> list[_Sign]:
        whole = clean(text)[:LONGEST]
        found = list(words(whole))
        typed, folded = [whole[at.start : at.end] for at, _ in found], [word for _, word in found]
        signs: dict[str, _Sign] = {}
        taken: set[int] = set()
        for spotted in self._of_field(folded, topics):
            run = range(spotted.start, spotted.end)
            if taken.isdisjoint(run):
                taken.update(run)
                signs.setdefault(spotted.key, self._sign(typed[spotted.start : spotted.end], topics))
        others = [at for at, word in enumerate(folded) if at not in taken and self._stands(word)]
        ordinary = (_Sign(typed[at], self._telling([typed[at]]), of_field=False) for at in others)
        return [*signs.values(), *{sign.typed: sign for sign in ordinary if sign.weight >= LEAST_TELLING}.values()]

    def _sign(self, typed: Sequence[str], topics: TopicNames) -> _Sign:
        """A name, topic or concept. A place that is no topic is mentioned whatever the subject."""
        phrase = tuple(map(fold, typed))
        anywhere = self._lexicon.names.phrases.get(phrase) in self._lexicon.places and not topics.entitles(phrase)
        return _Sign(" ".join(typed), self._telling(typed), of_field=not anywhere)

    def _of_field(self, folded: Sequence[str], topics: TopicNames) -> list[Spotted]:
        """Names that the texts mention, topics, and concepts of several words; the longest first."""
        names = (name for name in self._lexicon.names.spot(folded) if self._index.frequency(EXTRA, NAME + name.key))
        concepts = (term for term in self._lexicon.glossary.spot(folded) if term.end - term.start > 1)
        found = [*names, *topics.spot(folded), *concepts]
        return sorted(found, key=lambda spotted: spotted.start - spotted.end)

    def _stands(self, word: str) -> bool:
        says_something = word not in self._lexicon.function and not (word.isdigit() and len(word) < LEAST_DIGITS)
        return says_something and self._index.frequency(PLAIN, word) > 0

    def _telling(self, typed: Sequence[str]) -> float:
        """How much words say of what a text is about: the less ordinary people use them, the more."""
        content = [word for word in typed if fold(word) not in self._lexicon.function]
        return sum(max(0.0, math.log10(COMMON / max(self._count(word), RARE))) for word in content)

    def _count(self, word: str) -> int:
        """How often a word is used, with its accents or without; nobody uses a number that says something."""
        return max(self._dictionary.count(word.casefold()), self._dictionary.count(fold(word)))


def _as_many(told: Iterator[str]) -> Iterator[str]:
    """The first ones, as many as a query takes."""
    room, count = CHARACTERS, 0
    for number, words_ in enumerate(told):
        room, count = room - len(words_) - 1, count + len(words_.split())
        if number == TOLD or room < 0 or count > MAX_WORDS:
            return
        yield words_
