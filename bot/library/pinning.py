"""Turns quotes into pins, which people choose for topics, and pins back into what stands there now."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from bot.corpus.sentences import sentences
from bot.corpus.topics import Pin
from bot.errors import NotFound
from bot.library.answers import Result
from bot.library.finding import Finder
from bot.library.texts import Texts
from bot.model import Quote, Span

DIGITS = 16
# More than the topics of the two seeds have. Posts of each day look at all that were chosen.
KEPT = 2000


class Pinning:
    """Knows which sentences a pin means. The texts may have changed since people chose them."""

    def __init__(self, texts: Texts, finder: Finder) -> None:
        self._texts = texts
        self._finder = finder
        # Several threads ask, and the texts stay as they are.
        self._quote_at = lru_cache(maxsize=KEPT)(self._read)

    def pin_of(self, quote: Quote) -> Pin:
        """The pin of a quote; NotFound where it is not whole sentences of its passage."""
        cuts = sentences(quote.passage.text, self._texts.language_of(quote.passage))
        starts, ends = [cut.start for cut in cuts], [cut.end for cut in cuts]
        span = quote.span
        if span.start not in starts or span.end not in ends or span.start >= span.end:
            raise NotFound("passage-gone")
        return Pin(
            quote.passage.id, starts.index(span.start) + 1, ends.index(span.end) + 1, digest=digest_of(quote.text)
        )

    def pin_at(self, passage_id: str, first: int, last: int) -> Pin | None:
        """The pin of the sentences from `first` to `last` of a passage; None where it has no such."""
        quote = self.quote_of(Pin(passage_id, first, last))
        return self.pin_of(quote) if quote else None

    def pinned(self, pin: Pin, spoken: str, banned: frozenset[str]) -> Result | None:
        """What was pinned, with the words of `spoken` marked; None where it is gone or banned."""
        quote = None if pin.passage in banned else self.quote_of(pin)
        return self._finder.shown(quote, spoken) if quote else None

    def quote_of(self, pin: Pin) -> Quote | None:
        """What a pin means; None where its sentences are gone, or are no longer those that people chose."""
        quote = self._quote_at(pin.passage, pin.first, pin.last)
        return quote if quote and pin.digest in ("", digest_of(quote.text)) else None

    def _read(self, passage_id: str, first: int, last: int) -> Quote | None:
        passage = self._texts.held(passage_id)
        cuts = sentences(passage.text, self._texts.language_of(passage)) if passage else []
        if passage is None or not 1 <= first <= last <= len(cuts):
            return None
        return Quote(passage, Span(cuts[first - 1].start, cuts[last - 1].end))

    def may_pin(self, pin: Pin, author: str) -> bool:
        """Whether a quote can stand for an author: it is there, theirs, and in their own voice."""
        quote = self.quote_of(pin)
        theirs = quote is not None and self._texts.work_of(quote.passage).author_key == author
        return quote is not None and theirs and self._texts.is_own(quote)


def digest_of(words: str) -> str:
    """By which it is seen that other words stand in the place of these."""
    return hashlib.sha256(words.encode()).hexdigest()[:DIGITS]
