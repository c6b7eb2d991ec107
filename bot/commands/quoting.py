"""A result as a block of a reply."""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import NotFound
from bot.library.answers import Result
from bot.library.library import Library
from bot.model import Quote
from bot.reply import Action, Quotation
from bot.reply.telling import citation

# A list of more can hardly be read on a phone.
LIST_CHARACTERS = 2400


def fitting(results: Sequence[Result]) -> list[Result]:
    """As many results as make a list of bearable length, one at least where there are any."""
    shown: list[Result] = []
    room = LIST_CHARACTERS
    for result in results:
        room -= len(result.quote.text)
        if shown and room < 0:
            break
        shown.append(result)
    return shown


def quotation(
    library: Library,
    result: Result,
    again: Action | None = None,
    begin: int | None = None,
    focus: Quote | None = None,
) -> Quotation:
    """The quotation of a result; `again` gives it anew, to go on in it where it is too long to be shown at once.

    It is to be read from `begin` on; NotFound where that is not in it. `focus` is what a context was asked for.
    """
    quote = result.quote
    if begin is not None and not quote.span.start <= begin < quote.span.end:
        raise NotFound("passage-gone")
    work = library.work_of(quote.passage)
    return Quotation(
        quote=quote,
        voice=result.voice,
        citation=citation(work, quote.passage),
        language=work.language,
        author=work.author,
        author_key=work.author_key,
        marks=result.marks,
        focus=focus.span if focus and focus.passage == quote.passage else None,
        begin=begin,
        again=again,
    )
