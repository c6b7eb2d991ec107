"""Escapes text for Discord, so that it shows as exactly that text: nothing in it becomes a mention, link or format.

Discord's own rule is that a backslash before anything but a letter, a digit or a space shows that character as it is.
No character is left out or put in between: an invisible one would travel along when a member copies a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.model import Span

# Formatting, code, spoilers, masked links, quotes, headings, mentions, timestamps, custom emoji and `<https://…>`.
# `:name:` becomes an emoji and `https://…` a link; a colon before a space is neither, and prose is full of those.
ANYWHERE = re.compile(r"[\\*_~`|\[<>#@:](?:(?<!:)|(?=\S))")
# Lists and subtext. Which breaks begin a new line for a client is its own affair: all that may, count as such here.
BREAK = r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"
LINE_BREAK = re.compile(BREAK)
LINE_START = re.compile(r"\s*(?:\d+([.)])|([-+]))")
FENCE = "```"
BREAKS = re.compile(rf"{BREAK}+")


def escape(text: str) -> str:
    """Markdown that shows as this text."""
    return mark(text, ())


def mark(text: str, stretches: Iterable[Span]) -> str:
    """Markdown that shows as this text, with these stretches of it in bold."""
    bold = [at for stretch in _merged(text, stretches) for at in (stretch.start, stretch.end)]
    # Before a character that is special a bold stretch begins or ends first.
    put_in = sorted([*((at, "**") for at in bold), *((at, "\\") for at in _special(text))])
    parts: list[str] = []
    done = 0
    for at, mark in put_in:
        parts += (text[done:at], mark)
        done = at
    return "".join([*parts, text[done:]])


def code_block(text: str) -> str | None:
    """The text in a code block, where nothing in it needs escaping; None where the block would not show all of it."""
    # Three backticks end the block, and the client drops blank lines at its ends.
    if FENCE in text or text.strip("\n") != text or text.endswith("`"):
        return None
    return f"{FENCE}\n{text}\n{FENCE}"


def one_line(text: str) -> str:
    """The text with its line breaks as spaces, for sentences of the interface that must stay on their line."""
    return BREAKS.sub(" ", text)


def _special(text: str) -> set[int]:
    """Where the characters stand that need a backslash."""
    lines = (0, *(found.end() for found in LINE_BREAK.finditer(text)))
    starts = (LINE_START.match(text, at) for at in lines)
    special = {found.start() for found in ANYWHERE.finditer(text)}
    return special | {found.start(found.lastindex or 0) for found in starts if found}


def _merged(text: str, stretches: Iterable[Span]) -> list[Span]:
    """The stretches in order, without spaces at their ends; those that touch are one, as `****` ends no bold."""
    merged: list[Span] = []
    for stretch in sorted(filter(None, (_trimmed(text, s) for s in stretches)), key=lambda s: s.start):
        if merged and stretch.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, stretch.end))
        else:
            merged.append(stretch)
    return merged


def _trimmed(text: str, stretch: Span) -> Span | None:
    start, end = max(stretch.start, 0), min(stretch.end, len(text))
    words = text[start : max(start, end)]
    if not words.strip():
        return None
    return Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))
