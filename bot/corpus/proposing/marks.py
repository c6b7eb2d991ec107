"""Finds every stretch between quotation marks, nested ones too, and tells apostrophes from closing marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.model import Span

# Opening marks with the marks that may close them. German “ closes „, and » opens where « closes.
CLOSERS = {"“": "”", "„": "”“", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "‹": "›", "›": "‹", '"': '"', "'": "'"}
SINGLE = "‘‚‹›'"
MARK = re.compile("[“”„«»‘’‚‹›\"']")
# Deeper quotations than these exist only where marks are left open; each then runs to the paragraph's end.
DEPTH = 4
# *‘s avonds, ’t is, ‘80*: what an apostrophe begins with, by whatever mark.
CLIPPED = re.compile(r"[‘'](?:[stnmk]\b|em\b|\d\d\b)", re.IGNORECASE)
POSSESSIVE = re.compile(r"[sxz][’'] ?[^\W\d_]", re.IGNORECASE)


@dataclass(slots=True)
class Marked:
    """A stretch between marks, which it includes; `inside` has what is nested in it."""

    span: Span
    mark: str
    closed: bool
    inside: list[Marked] = field(default_factory=list)

    @property
    def single(self) -> bool:
        """Whether the marks are single ones, which hold titles, terms and scare quotes too."""
        return self.mark in SINGLE

    @property
    def words(self) -> Span:
        """What stands between the marks."""
        return Span(self.span.start + 1, max(self.span.start + 1, self.span.end - self.closed))


@dataclass(slots=True)
class Open:
    """A mark that waits for its closing one, with what has been found inside."""

    at: int
    mark: str
    inside: list[Marked] = field(default_factory=list)

    def closed(self, end: int, *, by_mark: bool) -> Marked:
        """The stretch, ended."""
        return Marked(Span(self.at, end), self.mark, by_mark, self.inside)


def marked(text: str) -> list[Marked]:
    """The outermost marked stretches of a paragraph; one that is never closed ends with what holds it."""
    found: list[Marked] = []
    waiting: list[Open] = []
    places = [(place.start(), place.group()) for place in MARK.finditer(text)]
    ahead = _closer_ahead(text, places)
    for at, mark in places:
        depth = _closes(text, waiting, at, mark, ahead)
        if depth is not None:
            _end(found, waiting, depth, at)
        elif len(waiting) < DEPTH and _opens(text, at, mark, ahead):
            waiting.append(Open(at, mark))
    if waiting:
        _end(found, waiting, 0, len(text.rstrip()), by_mark=False)
    return found


def _end(found: list[Marked], waiting: list[Open], depth: int, at: int, *, by_mark: bool = True) -> None:
    """Ends the open stretches from `depth` on; those that have no mark of their own end before it."""
    while len(waiting) > depth:
        last = waiting.pop()
        own = by_mark and len(waiting) == depth
        (waiting[-1].inside if waiting else found).append(last.closed(at + own, by_mark=own))


def _closes(text: str, waiting: list[Open], at: int, mark: str, ahead: set[int]) -> int | None:
    """Which of the open marks this one closes."""
    for depth in range(len(waiting) - 1, -1, -1):
        if mark in CLOSERS[waiting[depth].mark]:
            return depth if _may_close(text, at, mark, ahead) else None
    return None


def _may_close(text: str, at: int, mark: str, ahead: set[int]) -> bool:
    if mark in "‘“":
        return not text[at + 1 : at + 2].isalnum()
    return mark not in "’'" or (_shuts(text, at) and not (at in ahead and POSSESSIVE.match(text, at - 1)))


def _opens(text: str, at: int, mark: str, ahead: set[int]) -> bool:
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if mark not in CLOSERS or not after or (after.isspace() and mark not in "«»"):
        return False
    if mark not in SINGLE:
        return True
    return not before.isalnum() and (at in ahead or not (mark == "'" or CLIPPED.match(text, at)))


def _closer_ahead(text: str, places: list[tuple[int, str]]) -> set[int]:
    """The marks after which the next single mark that is no apostrophe closes something."""
    found: set[int] = set()
    shuts = False
    for at, mark in reversed(places):
        if shuts:
            found.add(at)
        if mark in "’'‘" and not _is_apostrophe(text, at, mark):
            shuts = _shuts(text, at)
    return found


def _is_apostrophe(text: str, at: int, mark: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return after.isalnum() and (before.isalnum() or mark == "’")


def _shuts(text: str, at: int) -> bool:
    return at > 0 and not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()
