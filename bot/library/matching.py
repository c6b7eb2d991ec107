"""Finds in a text the words that meet what was asked for, by the same rules as the index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.corpus.lexicon import Lexicon
from bot.corpus.words import words
from bot.index.enrich import FAMILY, NAME, PART
from bot.index.families import root
from bot.index.query import Term, Want
from bot.index.schema import EXTRA, HEADING, PLAIN
from bot.index.vocabulary import Vocabulary
from bot.index.words import stem, stem_field
from bot.model import Span

# Where in a text each token of the index stands: from one word up to another.
Places = dict[tuple[str, str], list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Match:
    """A word or phrase of the text that meets want number `want`; `weight` is 1 for the best way to meet it."""

    want: int
    span: Span
    weight: float


class Matcher:
    """Knows which tokens of the index a word is found by."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._lexicon = lexicon
        self._vocabulary = vocabulary
        self._tokens = lru_cache(maxsize=50_000)(self._word)

    def matches(self, text: str, wants: Sequence[Want], language: str) -> list[Match]:
        """Every match of every want in a text of that language."""
        spans, places = self._places(text, language)
        found = []
        for number, want in enumerate(wants):
            top = max(way.boost for way in want.ways)
            for way in want.ways:
                if way.field != HEADING:
                    stands = _stands(way, places)
                    ends = ((spans[first].start, spans[last - 1].end) for first, last in stands)
                    found += [Match(number, Span(*at), way.boost / top) for at in ends]
        return found

    def _places(self, text: str, language: str) -> tuple[list[Span], Places]:
        found = list(words(text))
        places: Places = {}
        for at, (_, folded) in enumerate(found):
            for token in self._tokens(folded, language):
                places.setdefault(token, []).append((at, at + 1))
        for name in self._lexicon.names.spot([folded for _, folded in found]):
            places.setdefault((EXTRA, f"{NAME}{name.key}"), []).append((name.start, name.end))
        return [span for span, _ in found], places

    def _word(self, word: str, language: str) -> tuple[tuple[str, str], ...]:
        tokens = [(PLAIN, word), (stem_field(language), stem(word, language))]
        family = root(word, self._lexicon.suffixes.get(language, ()))
        known = self._vocabulary.get(word)
        tokens += [(EXTRA, f"{FAMILY}{family}")] if family else []
        tokens += [(EXTRA, f"{PART}{part}") for part in (known.parts if known else ())]
        return tuple(tokens)


def _stands(way: Term, places: Places) -> Iterable[tuple[int, int]]:
    """From which word up to which a way of meeting a want stands."""
    stands = places.get((way.field, way.words[0]), [])
    for word in way.words[1:]:
        follows = {first for first, _ in places.get((way.field, word), [])}
        stands = [(first, last + 1) for first, last in stands if last in follows]
    return stands
