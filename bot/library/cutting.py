"""Cuts from a passage the run of whole sentences that answers best, and marks the words that matched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.corpus.sentences import sentences
from bot.index.query import Want
from bot.library.matching import Match, Matcher
from bot.model import Passage, Quote, Span

MOST_SENTENCES = 3
MOST_CHARACTERS = 600
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
    """The share of what is wanted, weighed by rarity, that a passage meets, and that a run of its sentences meets."""

    whole: float
    near: float


class Cutter:
    """Cuts quotes out of passages of a language. `points_back` knows a text that cannot be read by itself."""

    def __init__(self, matcher: Matcher, points_back: Callable[[str], bool]) -> None:
        self._matcher = matcher
        self._points_back = points_back

    def cut(self, passage: Passage, language: str, wants: Sequence[Want], allowed: Allowed) -> Cutting | None:
        """The best one to three sentences of a passage that are `allowed`; None where no sentence is."""
        found = self._matcher.matches(passage.text, wants, language)
        runs = [quote for quote in _runs(passage, language) if allowed(quote)]
        if not runs:
            return None
        best = max(runs, key=lambda quote: self._worth(quote, found))
        return Cutting(best, self.marks(best, wants, language))

    def coverage(self, passage: Passage, language: str, wants: Sequence[Want]) -> Coverage:
        """Which share of the wants a passage meets, and which its best sentences."""
        total = sum(want.rarity for want in wants)
        found = self._matcher.matches(passage.text, wants, language)
        runs = _runs(passage, language)
        near = max((_share(_met(run.span, found), wants) for run in runs), default=0.0)
        whole = _share(_met(Span(0, len(passage.text)), found), wants)
        return Coverage(whole / total, near / total)

    def marks(self, quote: Quote, wants: Sequence[Want], language: str) -> tuple[Span, ...]:
        """The stretches of a quote that meet a want, without overlaps; of two that overlap, the first and longer."""
        found = {match.span for match in self._matcher.matches(quote.text, wants, language)}
        kept: list[Span] = []
        for span in sorted(found, key=lambda s: (s.start, -s.end)):
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
        return tuple(kept)

    def _worth(self, quote: Quote, found: Sequence[Match]) -> tuple[float, int]:
        """More wants met is better; then brevity and what reads on its own; then what stands first."""
        met = _met(quote.span, found)
        again = AGAIN * (sum(_inside(quote.span, match) for match in found) - len(met))
        worth = sum(met.values()) + min(again, AGAIN_AT_MOST) - len(quote.span) / CHARACTERS_PER_WANT
        if met and quote.before and self._points_back(quote.text):
            worth -= POINTING_BACK
        return worth, -quote.span.start


def _inside(span: Span, match: Match) -> bool:
    return span.start <= match.span.start and match.span.end <= span.end


def _met(span: Span, found: Sequence[Match]) -> dict[int, float]:
    """The wants that a stretch of text meets, each by its best match."""
    met: dict[int, float] = {}
    for match in found:
        if _inside(span, match):
            met[match.want] = max(met.get(match.want, 0.0), match.weight)
    return met


def _share(met: dict[int, float], wants: Sequence[Want]) -> float:
    return sum(wants[want].rarity for want in met)


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
