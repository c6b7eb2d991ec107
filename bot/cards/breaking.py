"""Breaks a text into lines, at white space only, so that their ends are as even as they can be.

Every character of the text is in a line or is the white space behind one: put together they are the text again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.cards.clusters import clusters

Width = Callable[[str], float]
"""How wide a text is when printed, in pixels."""

# A line may end at white space, but for the spaces that are made to hold words together.
WORD = re.compile(r"(?P<text>(?:\S|[\u00a0\u2007\u202f])*)(?P<gap>[^\S\u00a0\u2007\u202f]*)")
BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# A last line of less than this part of the measure looks lost.
LEAST_LAST = 0.3


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a word, and the white space behind it in the text, which is not printed where a line ends."""

    text: str
    gap: str = ""


def broken(text: str, measure: float, width: Width) -> list[Line]:
    """The lines of a text, none wider than the measure, in pixels; `"".join(line.text + line.gap)` is the text.

    A line break in the text stays one. A word that is wider than a line is divided between two characters.
    """
    return [line for words in _paragraphs(_words(text, measure, width)) for line in _even(words, measure, width)]


def _words(text: str, measure: float, width: Width) -> Iterator[Line]:
    for found in WORD.finditer(text):
        if found.group():
            *pieces, last = _divided(found["text"], measure, width)
            yield from map(Line, pieces)
            yield Line(last, found["gap"])


def _divided(word: str, measure: float, width: Width) -> list[str]:
    """The word in as few pieces as fit; mostly in one."""
    if width(word) <= measure:
        return [word]
    pieces, room = [""], measure
    for cluster in clusters(word):
        needed = width(cluster)
        if needed > room and pieces[-1]:
            pieces.append("")
            room = measure
        pieces[-1] += cluster
        room -= needed
    return pieces


def _paragraphs(words: Iterable[Line]) -> Iterator[list[Line]]:
    """The words up to each line break of the text itself."""
    found: list[Line] = []
    for word in words:
        found.append(word)
        if BREAK.search(word.gap):
            yield found
            found = []
    if found:
        yield found


def _even(words: Sequence[Line], measure: float, width: Width) -> Iterator[Line]:
    """The words in lines, with the least sum of squares of the room that they leave."""
    widths = [width(word.text) for word in words]
    gaps = [width(word.gap) for word in words]
    costs = [0.0] * (len(words) + 1)
    ends = [0] * len(words)
    for start in reversed(range(len(words))):
        costs[start], ends[start] = min(
            (_left(used / measure, last=end == len(words)) + costs[end], end)
            for end, used in _reach(start, widths, gaps, measure)
        )
    start = 0
    while start < len(words):
        yield _joined(words[start : ends[start]])
        start = ends[start]


def _reach(start: int, widths: Sequence[float], gaps: Sequence[float], measure: float) -> Iterator[tuple[int, float]]:
    """Where a line that begins with this word may end, and how wide it is then; one word always fits."""
    used = widths[start]
    yield start + 1, used
    for end in range(start + 1, len(widths)):
        used += gaps[end - 1] + widths[end]
        if used > measure:
            return
        yield end + 1, used


def _left(filled: float, *, last: bool) -> float:
    """How much a line that is so full counts against its paragraph."""
    if last:
        return max(0.0, LEAST_LAST - filled)
    return (1 - filled) ** 2


def _joined(words: Sequence[Line]) -> Line:
    text = "".join(word.text + word.gap for word in words)
    gap = words[-1].gap
    return Line(text.removesuffix(gap), gap)
