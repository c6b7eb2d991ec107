"""Divides what was written by others into pages that any platform has room for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.model import Message, MessageValue

# The words of a sentence itself, around what stands in it.
SENTENCE = 20

Lines = Sequence[Message]


def together(entries: Iterable[Lines], most: int, characters: int) -> Iterator[list[Lines]]:
    """The entries, on each page at most so many, and of so many characters where that is more than one."""
    page: list[Lines] = []
    for entry in entries:
        if page and (len(page) == most or sum(map(room, [*page, entry])) > characters):
            yield page
            page = []
        page.append(entry)
    if page:
        yield page


def room(lines: Lines) -> int:
    """How many characters lines may have, about."""
    return sum(map(_length, lines))


def _length(value: MessageValue) -> int:
    """The longest that a value may be said as."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Message):
        return SENTENCE + sum(map(_length, value.values.values()))
    if isinstance(value, Mapping):
        return max(map(len, value.values()), default=0)
    return SENTENCE
