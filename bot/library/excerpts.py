"""Finds the runs of a passage that are worth reading by themselves, and the sentences around a quote."""

from __future__ import annotations

from collections.abc import Callable

from bot.corpus.sentences import sentences
from bot.model import Passage, Quote, Span

EXCERPT_CHARACTERS = (200, 1200)
CONTEXT_CHARACTERS = 1800


def excerpts(
    passage: Passage, language: str, own: Callable[[Quote], bool], points_back: Callable[[str], bool]
) -> list[Quote]:
    """The longest run of `own` sentences from each one that can be read without what comes before it."""
    cuts = sentences(passage.text, language)
    least, most = EXCERPT_CHARACTERS
    found = []
    for first, begin in enumerate(cuts):
        runs = (Quote(passage, Span(begin.start, last.end)) for last in cuts[first:])
        fit = [quote for quote in runs if len(quote.span) <= most and own(quote)]
        if fit and len(fit[-1].span) >= least and not points_back(fit[-1].text):
            found.append(fit[-1])
    return found


def context(quote: Quote, language: str) -> Quote:
    """The sentences around a quote, as many on both sides as fit, within its own passage."""
    cuts = sentences(quote.passage.text, language)
    first = max(at for at, cut in enumerate(cuts) if cut.start <= quote.span.start)
    last = min(at for at, cut in enumerate(cuts) if cut.end >= quote.span.end)
    while True:
        wider = ((max(first - 1, 0), last), (first, min(last + 1, len(cuts) - 1)))
        runs = {(a, b): cuts[b].end - cuts[a].start for a, b in wider if (a, b) != (first, last)}
        fits = {run: length for run, length in runs.items() if length <= CONTEXT_CHARACTERS}
        if not fits:
            return Quote(quote.passage, Span(cuts[first].start, cuts[last].end))
        first, last = min(fits, key=lambda run: fits[run])
