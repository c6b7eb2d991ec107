"""What the wants of a question look like in one language: which words meet them, and where in a run of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.corpus.phrasebook import Phrasebook
from bot.index.compounds import LEAST_WORD
from bot.index.enrich import FAMILY, NAME, PART
from bot.index.query import Term, Want
from bot.index.schema import EXTRA, PLAIN
from bot.index.vocabulary import Vocabulary
from bot.index.words import stem, stem_field

# A compound holds the beginning of its part's stem, whatever happened to the end.
BEGINNING = 3

Meets = tuple[tuple[int, float], ...]
"""The wants that are met, each by its number, with a weight that is 1 for the best way to meet it."""


class Stand(NamedTuple):
    """A match by words: from number `first` up to `last` of a text."""

    first: int
    last: int
    want: int
    weight: float


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of the words of one language."""

    language: str
    names: Phrasebook
    vocabulary: Vocabulary
    root: Callable[[str], str | None]


@dataclass(slots=True)
class _Ways:
    """The ways to meet the wants, by kind and token."""

    plain: dict[str, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[str, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    families: dict[str, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[str, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    phrases: list[tuple[Term, tuple[int, float]]] = field(default_factory=list)

    def add(self, way: Term, of: tuple[int, float], stem_field: str) -> None:
        """Files a way under its kind; one of another language is none."""
        token = way.words[0]
        if way.field == EXTRA:
            kinds = {FAMILY: self.families, PART: self.parts, NAME: self.names}
            if token[: len(NAME)] in kinds:
                kinds[token[: len(NAME)]][token[len(NAME) :]].append(of)
        elif way.field in (PLAIN, stem_field):
            if len(way.words) > 1:
                self.phrases.append((way, of))
            else:
                (self.plain if way.field == PLAIN else self.stems)[token].append(of)


class Sought:
    """Remembers of each word which wants it meets: the passages on a subject share their words."""

    def __init__(self, wants: Sequence[Want], knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._ways = _Ways()
        for number, want in enumerate(wants):
            top = max(way.boost for way in want.ways)
            for way in want.ways:
                self._ways.add(way, (number, way.boost / top), stem_field(knowledge.language))
        self._beginnings = frozenset(_beginnings(self._ways))
        self._part_beginnings = {part[:BEGINNING] for part in self._ways.parts}
        self._known: dict[str, Meets] = {}

    def stands(self, words: list[str]) -> list[Stand]:
        """Where the wants stand in a text of these folded words, in order."""
        met = self._met(frozenset(words))
        found = [Stand(at, at + 1, *of) for at, word in enumerate(words) if word in met for of in met[word]]
        for way, of in self._ways.phrases:
            found += self._phrase(way, of, words)
        if self._ways.names:
            found += self._names(words)
        return sorted(found, key=lambda stand: (stand.first, stand.want))

    def _met(self, distinct: frozenset[str]) -> dict[str, Meets]:
        """The words that meet something. Only those that may are looked at, as texts are long."""
        likely = {word for word in distinct if word[:2] in self._beginnings}
        spaced = " ".join(distinct)
        for beginning in self._part_beginnings:
            if beginning in spaced:
                likely |= {word for word in distinct if beginning in word}
        self._known.update({word: self._meets(word) for word in likely if word not in self._known})
        return {word: self._known[word] for word in likely if self._known[word]}

    def _meets(self, word: str) -> Meets:
        ways, known = self._ways, self._knowledge
        found = [*ways.plain.get(word, ()), *ways.stems.get(stem(word, known.language), ())]
        if ways.families:
            found += ways.families.get(known.root(word) or "", ())
        for part, of in ways.parts.items():
            found += of if self._holds(word, part) else ()
        if not found:
            return ()
        best: dict[int, float] = {}
        for want, weight in found:
            best[want] = max(weight, best.get(want, 0.0))
        return tuple(best.items())

    def _holds(self, word: str, part: str) -> bool:
        """Whether a compound holds a part that stands for less than the whole."""
        if part[:BEGINNING] not in word or len(word) < LEAST_WORD:
            return False
        known = self._knowledge.vocabulary.get(word)
        return known is not None and part in known.parts

    def _phrase(self, way: Term, of: tuple[int, float], words: list[str]) -> Iterator[Stand]:
        length, initial = len(way.words), way.words[0][0]
        for at, word in enumerate(words):
            if word[0] == initial and self._form(way, words[at : at + length]) == way.words:
                yield Stand(at, at + length, *of)

    def _form(self, way: Term, words: Iterable[str]) -> tuple[str, ...]:
        return tuple(words) if way.field == PLAIN else tuple(stem(word, self._knowledge.language) for word in words)

    def _names(self, words: list[str]) -> Iterator[Stand]:
        for name in self._knowledge.names.spot(words):
            for of in self._ways.names.get(name.key, ()):
                yield Stand(name.start, name.end, *of)


def _beginnings(ways: _Ways) -> Iterator[str]:
    """How words begin that may meet a way of one word.

    A stem keeps the two letters but for an i that was a y (*dying*), a root but for a doubled first (*oorlog*).
    """
    for token in (*ways.plain, *ways.stems, *ways.families):
        yield token[:2]
        yield token[:2].replace("i", "y")
    for root in ways.families:
        yield root[0] * 2
