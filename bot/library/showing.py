"""Turns a reading of a claim into matches: the text as it stands, with what differs in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from bot.corpus.sentences import sentences
from bot.library.aligning import Change
from bot.library.answers import Result
from bot.library.claiming import Claim
from bot.library.ground import Ground
from bot.library.judging import Reading
from bot.library.verdicts import Difference, Match
from bot.model import Passage, Quote, Span, Voice

SHOWN_CHARACTERS = 2000
NOTES = re.compile(r"(?:\s?\[\d{1,3}\])+")
ENDS_IN_NOTE = re.compile(r"\[\d{1,3}\]\W*\Z")


class Shower:
    """Makes matches; `voice_of` says who speaks in a stretch of text."""

    def __init__(self, language_of: Callable[[Passage], str], voice_of: Callable[[Quote], Voice]) -> None:
        self.language_of = language_of
        self._voice_of = voice_of

    def matches(self, claim: Claim, reading: Reading) -> Iterator[Match]:
        """A match for each passage that the claim stands in."""
        ground = reading.ground
        stretch = _with_marks(claim, reading)
        quotes = ground.quotes(stretch.start, stretch.end)
        if ENDS_IN_NOTE.search(claim.tokens.text):
            quotes[-1] = _with_note(quotes[-1])
        for quote in quotes:
            changes = [change for change in reading.changes if ground.passage_at(change.source.start) == quote.passage]
            marks = [part for change in changes for part in ground.quotes(change.source.start, change.source.end)]
            shown = widened(quote, self.language_of(quote.passage))
            yield Match(
                self._result(quote, marks, reading.alike),
                self._result(shown, marks, reading.alike),
                reading.alike,
                tuple(difference(claim, ground, change) for change in changes),
            )

    def _result(self, quote: Quote, parts: Sequence[Quote], score: float) -> Result:
        own = (part.span for part in parts if part.passage == quote.passage and part.span.end <= quote.span.end)
        marks = tuple(span.moved(-quote.span.start) for span in own)
        return Result(quote, marks, self._voice_of(quote), score)


def _with_marks(claim: Claim, reading: Reading) -> Span:
    """The stretch, with the stop and the quotation marks at its ends that the claim has too."""
    ground, whole, stretch = reading.ground, claim.whole.span, reading.stretch
    before, behind = ground.forms[: stretch.start][::-1], ground.forms[stretch.end :]
    back = _same(claim.tokens.forms[: whole.start][::-1], before)
    return Span(stretch.start - back, stretch.end + _same(claim.tokens.forms[whole.end :], behind))


def _with_note(quote: Quote) -> Quote:
    """The quote with the footnote marks behind it."""
    found = NOTES.match(quote.passage.text, quote.span.end)
    return Quote(quote.passage, Span(quote.span.start, found.end())) if found else quote


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens two runs begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def difference(claim: Claim, ground: Ground, change: Change) -> Difference:
    """A change in words, as they stand on both sides."""
    claimed, source = claim.text(change.claimed), ground.text(change.source)
    return Difference("insert" if not source else "replace" if claimed else "delete", claimed, source)


def widened(quote: Quote, language: str) -> Quote:
    """The whole sentences that a stretch of text is in; of a long one the first, as many as can be shown."""
    cuts = sentences(quote.passage.text, language)
    first = max((cut.start for cut in cuts if cut.start <= quote.span.start), default=quote.span.start)
    last = min((cut.end for cut in cuts if cut.end >= quote.span.end), default=quote.span.end)
    ends = [cut.end for cut in cuts if first < cut.end <= last]
    fitting = [end for end in ends if end - first <= SHOWN_CHARACTERS]
    return Quote(quote.passage, Span(first, [*ends[:1], *fitting][-1] if ends else last))
