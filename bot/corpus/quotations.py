"""Finds quotation marks: where a quotation is whole, and where somebody else may be speaking."""

from __future__ import annotations

import re

from bot.model import Span

# Opening marks with the marks that close them. Only double marks: ‘…’ holds titles, terms and scare quotes too, and its
# closing mark is an apostrophe in most languages.
CLOSERS = {"“": "”", "„": "”“", "«": "»", "»": "«"}
STRAIGHT = '"'
MARK = re.compile('[“”„«»"]')


def quotations(text: str) -> tuple[Span, ...]:
    """The outermost quotations of a passage, marks included; one that is never closed runs to the end.

    Nested ones (“…“bezig”…”) are part of the one around them.
    """
    return tuple(span for span, _ in _found(text))


def closed_quotations(text: str) -> tuple[Span, ...]:
    """The outermost quotations that have their closing mark."""
    return tuple(span for span, closed in _found(text) if closed)


def _found(text: str) -> list[tuple[Span, bool]]:
    found: list[tuple[Span, bool]] = []
    open_marks: list[str] = []
    start = 0
    for at, mark in ((found.start(), found.group()) for found in MARK.finditer(text)):
        if open_marks and mark in open_marks[-1]:
            open_marks.pop()
            if not open_marks:
                found.append((Span(start, at + 1), True))
        elif mark in CLOSERS or mark == STRAIGHT:
            start = at if not open_marks else start
            open_marks.append(CLOSERS.get(mark, STRAIGHT))
    if open_marks:
        found.append((Span(start, len(text)), False))
    return found
