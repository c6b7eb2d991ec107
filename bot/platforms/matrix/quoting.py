"""A quotation for a message: its words as they stand, in parts where they are too many, and the small print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.library.parting import after_blanks, part_from
from bot.model import Message, Span
from bot.platforms.matrix.markup import Piece, Run, marked
from bot.platforms.matrix.splitting import ROOM, Part, fits
from bot.platforms.matrix.untrusted import writable
from bot.platforms.matrix.wording import Wording
from bot.reply import Quotation
from bot.reply.telling import footing


def quotation(quoted: Quotation, wording: Wording, locale: str, above: Part = ()) -> Iterator[Part]:
    """The quotation, under what stands `above` it; where it is too long, numbered parts that are it all together.

    Between two parts nothing is left out: blanks stand at the end of the one before them.
    """
    told = _told(quoted, wording, locale)
    whole = (*above, _words(quoted, quoted.quote.span, under=bool(above)), _small(told))
    if fits(whole):
        yield whole
        return
    spans = list(_spans(quoted, above, told))
    for number, span in enumerate(spans, 1):
        count = wording.say(Message("part-of", {"number": number, "count": len(spans)}), locale)
        over = above if number == 1 else ()
        under = [count, *told] if number == len(spans) else [count]
        yield (*over, _words(quoted, span, under=bool(over)), _small(under))


def _spans(quoted: Quotation, above: Part, told: Sequence[str]) -> Iterator[Span]:
    """The parts as stretches of the passage."""
    at, end = quoted.quote.span.start, quoted.quote.span.end
    # The number of a part has fewer characters than this.
    around = (*above, _small([*told, " " * 40]))
    while at < end:
        found = part_from(quoted.quote, quoted.language, at, ROOM // 2, lambda span: _room(quoted, span, around))
        behind = after_blanks(quoted.quote, found.end)
        yield Span(at, behind)
        at = behind


def _room(quoted: Quotation, span: Span, around: Part) -> bool:
    return fits((*around, _words(quoted, Span(span.start, after_blanks(quoted.quote, span.end)))))


def _words(quoted: Quotation, span: Span, *, under: bool = False) -> Piece:
    """A stretch of the passage, with its marks and, of a context, what it is the context of."""
    text = quoted.quote.passage.text[span.start : span.end]
    shift = quoted.quote.span.start - span.start
    marks = [words.moved(shift) for words in quoted.marks]
    if quoted.focus:
        marks.append(quoted.focus.moved(-span.start))
    runs = tuple(replace(run, text=writable(run.text)) for run in marked(text, marks))
    return Piece(runs, "blockquote", close=under)


def _told(quoted: Quotation, wording: Wording, locale: str) -> list[str]:
    return [f"— {wording.often(message, locale)}" for message in footing(quoted, locale)]


def _small(lines: Sequence[str]) -> Piece:
    return Piece((Run("\n".join(lines)),), close=True)
