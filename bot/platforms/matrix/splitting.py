"""Divides what is said over messages: between blocks where they are too many, and inside one where it is too long."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from bot.platforms.matrix.markup import Piece, formatted, plain

Part: TypeAlias = tuple[Piece, ...]
"""What stays together where there is room for it."""

# Of plain text and HTML together, in bytes as they are sent. An event may have 65,536, an encrypted one three quarters
# of that; clients are slow with messages much longer than this.
ROOM = 15_000
# Bytes that one character may take, as text and as HTML (`&quot;`, or a control character in JSON).
WORST = 12
LEAST = ROOM // WORST


def size(pieces: Sequence[Piece]) -> int:
    """How many bytes these pieces take in a message."""
    return sum(len(json.dumps(text, ensure_ascii=False).encode()) for text in (plain(pieces), formatted(pieces)))


def fits(pieces: Sequence[Piece]) -> bool:
    """Whether a message has room for these pieces."""
    return size(pieces) <= ROOM


def fitting(part: Part) -> Iterator[Part]:
    """The part, in parts that each have room in a message."""
    if fits(part):
        yield part
        return
    for piece in part:
        yield from ((found,) for found in _pieces(piece))


def _pieces(piece: Piece) -> Iterator[Piece]:
    """A piece in pieces that fit, cut at line ends, else between words."""
    start, text = 0, piece.text
    while not fits((piece.cut(start, len(text)),)):
        end = _end(text, start, lambda at: fits((piece.cut(start, at),)))  # noqa: B023 - used at once
        yield piece.cut(start, end)
        start = end
    yield piece.cut(start, len(text))


def _end(text: str, start: int, room: Callable[[int], bool]) -> int:
    """Where a piece that begins at `start` may end: behind a line, else behind a word, else anywhere."""
    most = start + LEAST
    while room(most + LEAST):
        most += LEAST
    line, word = text.rfind("\n", start, most), text.rfind(" ", start, most)
    return line + 1 if line > start else word + 1 if word > start else most
