"""The library in use: another takes its place in one step, and with it all that was made over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from bot.library.library import Library

Use = Callable[[], None]
"""Puts in use what was made. It cannot fail."""


class Editions:
    """Who keeps something that was made over the library follows it.

    Whatever is under way goes on with what it began with, so no answer is half of one and half of the other.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._makers: list[Callable[[Library], Use]] = []

    @property
    def library(self) -> Library:
        """The library in use now."""
        return self._library

    @property
    def authors(self) -> Sequence[str]:
        """The keys of the authors, always those of the library in use."""
        return _Authors(self)

    def follow(self, make: Callable[[Library], Use]) -> None:
        """`make` makes over a new library what is needed, and gives what puts it in use."""
        self._makers.append(make)

    def replace(self, library: Library) -> None:
        """Puts another library in use. Where something cannot be made over it, everything stays as it is."""
        uses = [make(library) for make in self._makers]
        for use in uses:
            use()
        self._library = library


class _Authors(Sequence[str]):
    """The keys of the authors of whatever library is in use."""

    def __init__(self, editions: Editions) -> None:
        self._editions = editions

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        return tuple(self._editions.library.authors)[at]

    def __len__(self) -> int:
        return len(self._editions.library.authors)
