"""Divides a quote that is too long to be shown at once: at sentence ends; a longer sentence at a word end.

What is shown at once depends on who shows it, so the parts are found one at a time: `fits` says whether a stretch of
the passage fits, and `longest` is a length beyond which nothing does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from bot.corpus.sentences import sentences
from bot.model import Quote, Span

Fits = Callable[[Span], bool]
BLANKS = re.compile(r"\s+")
WORD = re.compile(r"\S+")


def part_from(quote: Quote, language: str, begin: int, longest: int, fits: Fits) -> Span:
    """The part of a quote that begins at `begin` (in its passage): as much as fits, one character at least."""
    last = min(begin + longest, quote.span.end)
    for ends in _ends(quote, language, Span(begin, last)):
        found = _furthest(ends, lambda end: fits(Span(begin, end)))
        if found is not None:
            return Span(begin, found)
    return Span(begin, begin + 1)


def part_before(quote: Quote, language: str, end: int, longest: int, fits: Fits) -> Span:
    """The part of a quote that comes before `end` (in its passage): as much as fits, one character at least."""
    first = max(end - longest, quote.span.start)
    last = first + len(quote.passage.text[first:end].rstrip())
    for starts in _starts(quote, language, Span(first, last)):
        found = _furthest(starts[::-1], lambda start: fits(Span(start, last)))
        if found is not None:
            return Span(found, last)
    return Span(end - 1, end)


def after_blanks(quote: Quote, at: int) -> int:
    """Where a quote goes on behind a part that ended there."""
    blanks = BLANKS.match(quote.passage.text, at, quote.span.end)
    return blanks.end() if blanks else at


def _ends(quote: Quote, language: str, within: Span) -> Iterator[list[int]]:
    """Where a part may end, in order: of sentences; where none is near enough of words; else of characters."""
    text = quote.passage.text
    cuts = {cut.end for cut in sentences(text, language)} | {quote.span.end}
    yield sorted(end for end in cuts if within.start < end <= within.end)
    yield [at for at in _word_edges(text, within, re.Match.end) if at < within.end or _edge(text, at)]
    yield [at for at in range(within.start + 1, within.end + 1) if not _joined(text, at)]
    yield list(range(within.start + 1, within.end + 1))


def _starts(quote: Quote, language: str, within: Span) -> Iterator[list[int]]:
    """Where a part may start, in order: at sentences; where none is near enough at words; else at characters."""
    text = quote.passage.text
    cuts = {cut.start for cut in sentences(text, language)} | {quote.span.start}
    yield sorted(start for start in cuts if within.start <= start < within.end)
    yield [at for at in _word_edges(text, within, re.Match.start) if at > within.start or _edge(text, at)]
    yield [at for at in range(within.start, within.end) if not _joined(text, at)]
    yield list(range(within.start, within.end))


def _word_edges(text: str, within: Span, side: Callable[[re.Match[str]], int]) -> list[int]:
    return [side(word) for word in WORD.finditer(text, within.start, within.end)]


def _edge(text: str, at: int) -> bool:
    """Whether a word begins or ends there."""
    return at in (0, len(text)) or text[at].isspace() or text[at - 1].isspace()


def _joined(text: str, at: int) -> bool:
    """Whether the character there belongs to the one before it."""
    return at < len(text) and (unicodedata.category(text[at]) in ("Mn", "Me", "Cf") or text[at - 1] == "\u200d")


def _furthest(places: Sequence[int], fits: Callable[[int], bool]) -> int | None:
    """The last of these places that fits, where what fits at one fits at those before it; None where none does."""
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if fits(places[middle]) else (low, middle)
    return places[low - 1] if low else None
