"""A result as a block of a reply."""

from __future__ import annotations

from bot.errors import NotFound
from bot.library.answers import Result
from bot.library.library import Library
from bot.model import Quote
from bot.reply import Action, Quotation
from bot.reply.telling import citation


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
