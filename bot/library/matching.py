"""Finds in a text the words that meet what was asked for, by the same rules as the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.corpus.words import words
from bot.index.query import Term, Want
from bot.index.schema import PLAIN
from bot.index.words import stem, stem_field
from bot.model import Span

Places = dict[tuple[str, str], list[int]]


@dataclass(frozen=True, slots=True)
class Match:
    """A word or phrase of the text that meets want number `want`; `weight` is 1 for the best way to meet it."""

    want: int
    span: Span
    weight: float


def matches(text: str, wants: Sequence[Want], language: str) -> list[Match]:
    """Every match of every want in a text of that language."""
    spans, places = _places(text, language)
    found = []
    for number, want in enumerate(wants):
        top = max(way.boost for way in want.ways)
        for way in want.ways:
            for first in _starts(way, places):
                span = Span(spans[first].start, spans[first + len(way.words) - 1].end)
                found.append(Match(number, span, way.boost / top))
    return found


def _places(text: str, language: str) -> tuple[list[Span], Places]:
    """Where the words stand, and which words of the text each term of the index is."""
    spans: list[Span] = []
    places: Places = {}
    field = stem_field(language)
    for at, (span, folded) in enumerate(words(text)):
        spans.append(span)
        places.setdefault((PLAIN, folded), []).append(at)
        places.setdefault((field, stem(folded, language)), []).append(at)
    return spans, places


def _starts(way: Term, places: Places) -> list[int]:
    """At which words a way of meeting a want begins."""
    starts = places.get((way.field, way.words[0]), [])
    for step, word in enumerate(way.words[1:], 1):
        follows = set(places.get((way.field, word), []))
        starts = [at for at in starts if at + step in follows]
    return starts
