"""A text without markup: kept as it is."""

from __future__ import annotations

from itertools import pairwise

from bot.corpus.extracting.encodings import characters
from bot.corpus.extracting.extract import Extract, Layout


def plain_text(content: bytes, encoding: str = "") -> Extract:
    """The characters of a text file, in order and untouched; where old line ends are all that it has, with new ones."""
    text = characters(content, encoding)
    if "\n" not in text:
        text = text.replace("\r", "\n")
    return Extract(text, layout_of(text))


def layout_of(text: str) -> Layout:
    """Whether a paragraph is a line, or lines up to the next empty one: then most lines have another right below."""
    lines = [bool(line.strip()) for line in text.split("\n")]
    below = sum(one and other for one, other in pairwise(lines))
    gaps = any(lines[at] and not lines[at + 1] and any(lines[at + 1 :]) for at in range(len(lines) - 1))
    return "blocks" if gaps and 2 * below > sum(lines) else "lines"
