"""Text as Matrix takes it: plain, and the same as HTML. Nothing in it becomes a tag; what is a tag stands here.

Between elements the HTML has the line breaks of the plain text, which no client shows: its text is the plain text,
character by character.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from bot.model import Span

Element: TypeAlias = Literal["p", "h4", "blockquote", "pre"]

# A browser would take a carriage return for a line break.
RETURN = "&#13;"
BREAK = "<br>"
# What is linked to has an address of this kind.
SECURE = "https://"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; what has an `address` leads there."""

    text: str
    bold: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """An element with its text, in which line breaks are shown. A `close` one stands right under the one before it."""

    runs: tuple[Run, ...]
    element: Element = "p"
    close: bool = False

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs)

    def cut(self, start: int, end: int) -> Piece:
        """The same element with a stretch of its text."""
        kept, at = [], 0
        for run in self.runs:
            words = run.text[max(start - at, 0) : max(end - at, 0)]
            at += len(run.text)
            if words:
                kept.append(replace(run, text=words))
        return replace(self, runs=tuple(kept))


def plain(pieces: Sequence[Piece]) -> str:
    """The pieces as plain text."""
    return "".join(f"{_gap(at, piece)}{piece.text}" for at, piece in enumerate(pieces))


def formatted(pieces: Sequence[Piece]) -> str:
    """The pieces as HTML."""
    return "".join(f"{_gap(at, piece)}{_element(piece)}" for at, piece in enumerate(pieces))


def marked(text: str, stretches: Iterable[Span]) -> tuple[Run, ...]:
    """The text, with these stretches of it in bold; they may overlap and reach beyond it."""
    runs, at = [], 0
    for start, end in _merged(stretches, len(text)):
        runs += [Run(text[at:start]), Run(text[start:end], bold=True)]
        at = end
    return tuple(run for run in (*runs, Run(text[at:])) if run.text)


def _merged(stretches: Iterable[Span], length: int) -> list[tuple[int, int]]:
    """The stretches in order; those that touch are one."""
    found: list[tuple[int, int]] = []
    for stretch in sorted(stretches, key=lambda of: of.start):
        start, end = max(stretch.start, 0), min(stretch.end, length)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start < end:
            found.append((start, end))
    return found


def _gap(at: int, piece: Piece) -> str:
    return "" if at == 0 else "\n" if piece.close else "\n\n"


def _element(piece: Piece) -> str:
    inside = "".join(_run(run, "\n" if piece.element == "pre" else BREAK) for run in piece.runs)
    if piece.element == "pre":
        inside = f"<code>{inside}</code>"
    return f"<{piece.element}>{inside}</{piece.element}>"


def _run(run: Run, line_break: str) -> str:
    shown = _escaped(run.text).replace("\n", line_break)
    if run.bold:
        shown = f"<strong>{shown}</strong>"
    return f'<a href="{_escaped(run.address)}">{shown}</a>' if run.address.startswith(SECURE) else shown


def _escaped(text: str) -> str:
    return html.escape(text).replace("\r", RETURN)
