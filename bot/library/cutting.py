"""Cuts from a passage the run of whole sentences that answers best, and marks the words that matched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.corpus.sentences import sentences
from bot.index.query import Want
from bot.library.matching import Match, matches
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


class Cutter:
    """Cuts quotes out of passages of a language. `points_back` knows a text that cannot be read by itself."""

    def __init__(self, points_back: Callable[[str], bool]) -> None:
        self._points_back = points_back

    def cut(self, passage: Passage, language: str, wants: Sequence[Want], allowed: Allowed) -> Cutting | None:
        """The best one to three sentences of a passage that are `allowed`; None where no sentence is."""
        found = matches(passage.text, wants, language)
        runs = [quote for quote in _runs(passage, language) if allowed(quote)]
        if not runs:
            return None
        best = max(runs, key=lambda quote: self._worth(quote, found))
        return Cutting(best, marks(best, wants, language))

    def _worth(self, quote: Quote, found: Sequence[Match]) -> tuple[float, int]:
        """More wants met is better; then brevity and what reads on its own; then what stands first."""
        met: dict[int, float] = {}
        again = 0.0
        for match in found:
            if quote.span.start <= match.span.start and match.span.end <= quote.span.end:
                again += AGAIN * match.weight if match.want in met else 0.0
                met[match.want] = max(met.get(match.want, 0.0), match.weight)
        worth = sum(met.values()) + min(again, AGAIN_AT_MOST) - len(quote.span) / CHARACTERS_PER_WANT
        if met and quote.before and self._points_back(quote.text):
            worth -= POINTING_BACK
        return worth, -quote.span.start


def marks(quote: Quote, wants: Sequence[Want], language: str) -> tuple[Span, ...]:
    """The stretches of a quote's text that meet a want, without overlaps; of two that overlap, the first and longer."""
    found = {match.span for match in matches(quote.text, wants, language)}
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


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
