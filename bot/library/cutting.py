"""Cuts from a passage the run of whole sentences that answers best, and marks the words that matched."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.corpus.sentences import sentences
from bot.index.query import Want
from bot.library.matching import Match, Wanted
from bot.library.sought import Stand
from bot.model import Passage, Quote, Span

MOST_SENTENCES = 3
MOST_CHARACTERS = 600
NEAR_WORDS = 45
# What counts besides the wants that a run meets, each less than a want: meeting one again (up to so much), brevity,
# and being readable without the sentence before it.
AGAIN, AGAIN_AT_MOST = 0.05, 0.2
CHARACTERS_PER_WANT = 4000
POINTING_BACK = 0.2

Allowed = Callable[[Quote], bool]


@dataclass(frozen=True, slots=True)
class Cutting:
    """A quote and the stretches of its text that matched."""

    quote: Quote
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share of what is wanted, weighed by rarity, that a passage meets, and that a stretch of it meets."""

    whole: float
    near: float


class Cutter:
    """Cuts quotes out of passages of a language. `points_back` knows a text that cannot be read by itself."""

    def __init__(self, points_back: Callable[[str], bool]) -> None:
        self._points_back = points_back

    def cut(self, passage: Passage, language: str, wanted: Wanted, allowed: Allowed) -> Cutting | None:
        """The best one to three sentences of a passage that are `allowed`; None where no sentence is."""
        found = wanted.matches(passage.text, language)
        runs = [(quote, _inside(found, quote.span)) for quote in _runs(passage, language) if allowed(quote)]
        if not runs:
            return None
        meeting = [run for run in runs if run[1]]
        best, _ = max(meeting or runs, key=lambda run: self._worth(*run))
        return Cutting(best, _marks(found, best.span))

    def _worth(self, quote: Quote, inside: Sequence[Match]) -> tuple[float, int]:
        """More wants met is better; then brevity and what reads on its own; then what stands first."""
        met = _met(inside)
        again = AGAIN * (len(inside) - len(met))
        worth = sum(met.values()) + min(again, AGAIN_AT_MOST) - len(quote.span) / CHARACTERS_PER_WANT
        if met and quote.before and self._points_back(quote.text):
            worth -= POINTING_BACK
        return worth, -quote.span.start


def led_in(quote: Quote, language: str) -> Quote:
    """The quote with the sentence before it, where that leaves it within the length of a quote."""
    before = [cut for cut in sentences(quote.passage.text, language) if cut.end <= quote.span.start]
    if not before or quote.span.end - before[-1].start > MOST_CHARACTERS:
        return quote
    return Quote(quote.passage, Span(before[-1].start, quote.span.end))


def coverage(passage: Passage, language: str, wanted: Wanted) -> Coverage:
    """Which share of the wants a passage meets, and which a stretch of it as long as a few sentences."""
    stands = wanted.stands(passage.text, language)
    total = sum(want.rarity for want in wanted.wants)
    near = max((_rarity(_within(stands, first), wanted.wants) for first in range(len(stands))), default=0.0)
    return Coverage(_rarity(stands, wanted.wants) / total, near / total)


def marks(quote: Quote, language: str, wanted: Wanted) -> tuple[Span, ...]:
    """The stretches of a quote that meet a want, without overlaps; of two that overlap, the first and longer."""
    return _marks(wanted.matches(quote.passage.text, language), quote.span)


def _marks(found: Sequence[Match], span: Span) -> tuple[Span, ...]:
    """The matches inside a stretch of a passage, counted from where it begins."""
    inside = {match.span for match in _inside(found, span)}
    kept: list[Span] = []
    for match in sorted(inside, key=lambda s: (s.start, -s.end)):
        if not kept or match.start - span.start >= kept[-1].end:
            kept.append(Span(match.start - span.start, match.end - span.start))
    return tuple(kept)


def _inside(found: Sequence[Match], span: Span) -> list[Match]:
    """The matches inside a stretch, of all that are found, which are in the order of the text."""
    first, behind = (bisect_left(found, at, key=lambda match: match.span.start) for at in (span.start, span.end))
    return [match for match in found[first:behind] if match.span.end <= span.end]


def _met(found: Sequence[Match]) -> dict[int, float]:
    """The wants that matches meet, each by its best one."""
    met: dict[int, float] = {}
    for match in found:
        met[match.want] = max(met.get(match.want, 0.0), match.weight)
    return met


def _within(stands: Sequence[Stand], first: int) -> list[Stand]:
    """The matches that begin no further from one than a quote is long."""
    limit = stands[first].first + NEAR_WORDS
    return list(takewhile(lambda stand: stand.first <= limit, stands[first:]))


def _rarity(stands: Sequence[Stand], wants: Sequence[Want]) -> float:
    return sum(wants[want].rarity for want in {stand.want for stand in stands})


def _runs(passage: Passage, language: str) -> list[Quote]:
    """All runs of one to three sentences within the length; a longer sentence stands alone."""
    cuts = sentences(passage.text, language)
    runs = []
    for first, begin in enumerate(cuts):
        for last in cuts[first : first + MOST_SENTENCES]:
            span = Span(begin.start, last.end)
            if last is begin or len(span) <= MOST_CHARACTERS:
                runs.append(Quote(passage, span))
    return runs
