"""A result as a block of a reply."""

from __future__ import annotations

from bot.library.answers import Result
from bot.library.library import Library
from bot.reply import Quotation
from bot.reply.telling import citation


def quotation(library: Library, result: Result, focus: Result | None = None) -> Quotation:
    """The quotation of a result; `focus` is the one that a wider context was asked for."""
    work = library.work_of(result.quote.passage)
    return Quotation(
        quote=result.quote,
        voice=result.voice,
        citation=citation(work, result.quote.passage),
        language=work.language,
        author_key=work.author_key,
        marks=result.marks,
        focus=focus.quote.span if focus else None,
    )
