"""Turns quotes into pins, which people choose for topics, and pins back into what stands there now."""

from __future__ import annotations

from bot.corpus.sentences import sentences
from bot.corpus.topics import Pin
from bot.errors import NotFound
from bot.library.answers import Result
from bot.library.finding import Finder
from bot.library.texts import Texts
from bot.model import Quote, Span


class Pinning:
    """Knows which sentences a pin means. The texts may have changed since people chose them."""

    def __init__(self, texts: Texts, finder: Finder) -> None:
        self._texts = texts
        self._finder = finder

    def pin_of(self, quote: Quote) -> Pin:
        """The pin of a quote; NotFound where it is not whole sentences of its passage."""
        cuts = sentences(quote.passage.text, self._texts.language_of(quote.passage))
        starts, ends = [cut.start for cut in cuts], [cut.end for cut in cuts]
        span = quote.span
        if span.start not in starts or span.end not in ends or span.start >= span.end:
            raise NotFound("passage-gone")
        return Pin(quote.passage.id, starts.index(span.start) + 1, ends.index(span.end) + 1)

    def pinned(self, pin: Pin, spoken: str, banned: frozenset[str]) -> Result | None:
        """What was pinned, with the words of `spoken` marked; None where it is gone or banned."""
        passage = None if pin.passage in banned else self._texts.held(pin.passage)
        if passage is None:
            return None
        cuts = sentences(passage.text, self._texts.language_of(passage))
        if not 1 <= pin.first <= pin.last <= len(cuts):
            return None
        return self._finder.shown(Quote(passage, Span(cuts[pin.first - 1].start, cuts[pin.last - 1].end)), spoken)
