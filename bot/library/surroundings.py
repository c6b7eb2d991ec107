"""What stands around a quote in its passage: at first much of it, then a step wider or narrower at a time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from bot.corpus.sentences import sentences
from bot.model import Passage, Quote, Span

CONTEXT_CHARACTERS = 1800
# A step adds or takes away so much on each side, one sentence at least.
STEP_CHARACTERS = 300


def whole(passage: Passage, language: str) -> Quote:
    """All sentences of a passage."""
    cuts = sentences(passage.text, language)
    return Quote(passage, Span(cuts[0].start, cuts[-1].end))


def context(quote: Quote, language: str) -> Quote:
    """The sentences around a quote, as many on both sides as fit, within its own passage."""
    cuts = sentences(quote.passage.text, language)
    first, last = _ends(cuts, quote.span)
    while True:
        grown = ((max(first - 1, 0), last), (first, min(last + 1, len(cuts) - 1)))
        runs = {(a, b): cuts[b].end - cuts[a].start for a, b in grown if (a, b) != (first, last)}
        fits = {run: length for run, length in runs.items() if length <= CONTEXT_CHARACTERS}
        if not fits:
            return Quote(quote.passage, Span(cuts[first].start, cuts[last].end))
        first, last = min(fits, key=lambda run: fits[run])


def wider(quote: Quote, language: str) -> Quote:
    """The quote with a step more on each side, as far as its passage goes."""
    cuts = sentences(quote.passage.text, language)
    first, last = _ends(cuts, quote.span)
    before, after = _step(cuts[:first][::-1]), _step(cuts[last + 1 :])
    return Quote(quote.passage, Span(cuts[first - before].start, cuts[last + after].end))


def narrower(quote: Quote, focus: Span, language: str) -> Quote:
    """The quote with a step less on each side, as far as `focus`, a quote inside it."""
    cuts = sentences(quote.passage.text, language)
    first, last = _ends(cuts, quote.span)
    least, most = _ends(cuts, focus)
    before, after = _step(cuts[first:least]), _step(cuts[most + 1 : last + 1][::-1])
    return Quote(quote.passage, Span(cuts[first + before].start, cuts[last - after].end))


def _ends(cuts: Sequence[Span], span: Span) -> tuple[int, int]:
    """Which sentences a stretch begins and ends in."""
    first = max(at for at, cut in enumerate(cuts) if cut.start <= span.start)
    return first, min(at for at, cut in enumerate(cuts) if cut.end >= span.end)


def _step(cuts: Sequence[Span]) -> int:
    """How many of these sentences, which stand one behind the other, make a step; none where there are none."""
    within = sum(length <= STEP_CHARACTERS for length in accumulate(map(len, cuts)))
    return max(within, min(len(cuts), 1))
