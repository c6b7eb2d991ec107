"""Reads the elements of a page in their order, and puts down what a reader sees of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.corpus.extracting.elements import INLINE, UNSEEN
from bot.corpus.extracting.page import Page

Attributes = Mapping[str, str | None]

QUOTES = frozenset({"blockquote"})
EXACT = frozenset({"pre", "listing", "xmp"})
MARKS = {True: "“", False: "”"}
NUMBER = re.compile(r"\d{1,4}")


class Walker:
    """Hears where elements begin and end, and what stands in them. `around` are the elements to pass over besides."""

    def __init__(self, page: Page, around: frozenset[str] = frozenset()) -> None:
        self._page = page
        self._unseen = UNSEEN | around
        # How many of the open elements are passed over.
        self._passing = 0
        self._lists: list[int | None] = []
        # The words of a link inside the book, until it ends: those of notes are numbers.
        self._link: list[str] | None = None

    def begin(self, tag: str, attributes: Attributes) -> bool:
        """An element begins. Whether it counts as passed over: `end` is to be told so."""
        hidden = tag in self._unseen or "hidden" in attributes
        if hidden or self._passing:
            self._passing += 1
            return True
        if tag not in INLINE:
            self._unlink()
            self._between(tag)
        self._open(tag, attributes)
        return False

    def end(self, tag: str, *, passed: bool) -> None:
        """An element ends."""
        if passed:
            self._passing -= 1
            return
        self._close(tag)

    def words(self, text: str) -> None:
        """What stands in the elements that are open."""
        if self._passing:
            return
        if self._link is None:
            self._page.add(text)
        else:
            self._link.append(text)

    def _between(self, tag: str) -> None:
        if tag == "br":
            self._page.line()
        else:
            self._page.end()

    def _open(self, tag: str, attributes: Attributes) -> None:
        if tag in QUOTES:
            self._page.quoting += 1
        elif tag in EXACT:
            self._page.exact += 1
        elif tag == "q":
            self._page.add(MARKS[True])
        elif tag in {"ul", "ol", "menu"}:
            self._lists.append(_first(attributes) if tag == "ol" else None)
        elif tag == "li":
            self._page.item(self._mark())
        elif tag == "a" and "#" in (attributes.get("href") or ""):
            self._link = self._link or []

    def _close(self, tag: str) -> None:
        if tag == "a" or tag not in INLINE:
            self._unlink()
        if tag not in INLINE and tag != "br":
            self._page.end()
        if tag in QUOTES:
            self._page.quoting -= 1
        elif tag in EXACT:
            self._page.exact -= 1
        elif tag == "q":
            self._page.add(MARKS[False])
        elif tag in {"ul", "ol", "menu"} and self._lists:
            self._lists.pop()

    def _unlink(self) -> None:
        """Puts down the words of a link. A number goes between brackets: it would look like a part of a word."""
        if self._link is not None:
            told = "".join(self._link)
            self._link = None
            self._page.add(f"[{told.strip()}]" if NUMBER.fullmatch(told.strip()) else told)

    def _mark(self) -> str:
        """What stands before the next item of the innermost list."""
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "•"
        self._lists[-1] = number + 1
        return f"{number}."


def _first(attributes: Attributes) -> int:
    told = attributes.get("start") or ""
    return int(told) if NUMBER.fullmatch(told) else 1
