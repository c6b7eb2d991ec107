"""Offers what can be asked about to members while they type: what is called so, begins so, or looks so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from bot.library.shelves import Shelf, Subject, View, alike, mended
from bot.library.spellings import Numbers, Spellings, key_words


class Subjects:
    """Subjects, those first that matter most; those of the first of several views before equally good ones."""

    def __init__(self, listed: Iterable[Subject], function: frozenset[str] = frozenset()) -> None:
        self._views: tuple[View, ...] = (View(Shelf(listed)),)
        self._function = function

    @classmethod
    def of(cls, views: Iterable[View], function: frozenset[str]) -> Subjects:
        """The subjects of several views."""
        made = cls((), function)
        made._views = tuple(views)
        return made

    def __iter__(self) -> Iterator[Subject]:
        return chain.from_iterable(self._views)

    @property
    def listed(self) -> tuple[Subject, ...]:
        """All of them."""
        return tuple(self)

    def prepare(self) -> None:
        """Computes what is otherwise computed when somebody first types."""
        for view in self._views:
            view.shelf.prepare()

    def meant(self, told: str) -> Subject | None:
        """The subject of a key or of a shortened title; None for anything else, which says itself what it asks."""
        return next((found for view in self._views if (found := view.by_key(told))), None)

    def called(self, told: str) -> Subject | None:
        """The subject that is called just so, in any language."""
        words = key_words(told)
        return next(chain(self._titled(Spellings.equal, words), self._named(Spellings.equal, words)), None)

    def tiers(self, words: Sequence[str]) -> Iterator[list[Subject]]:
        """The subjects for what was typed, the best first: each tier is computed only when it is asked for.

        What is merely alike is looked for where nothing is called as was typed.
        """
        telling = [word for word in words if word not in self._function] or list(words)
        found = False
        for tier in self._as_typed(words, telling):
            found = found or bool(tier)
            yield tier
        read = [] if found else mended(self._views, telling)
        yield from self._as_typed(read, read)
        yield [] if found else alike(self._views, telling)

    def _as_typed(self, words: Sequence[str], telling: Sequence[str]) -> Iterator[list[Subject]]:
        for numbers in (Spellings.equal, Spellings.beginning):
            for among in (self._titled, self._named):
                yield among(numbers, words) if words else []
        for among in (self._titled, self._named):
            yield among(Spellings.holding, telling)

    def _titled(self, numbers: Numbering, words: Sequence[str]) -> list[Subject]:
        return [of for view in self._views for of in view.at(numbers(view.shelf.titles, words))]

    def _named(self, numbers: Numbering, words: Sequence[str]) -> list[Subject]:
        return [of for view in self._views for of in view.at(numbers(view.shelf.spellings, words))]


Numbering = Callable[[Spellings, Sequence[str]], Numbers]


def offered(shelves: Sequence[Subjects], typed: str, locale: str, most: int) -> list[Subject]:
    """At most so many subjects for what was typed, the best first; of equally good ones those of an earlier shelf.

    Where nothing was typed, the first ones. What looks the same in this language is offered once.
    """
    words = key_words(typed)
    found: dict[str, Subject] = {}
    for subject in _in_order(shelves, words):
        title = subject.shown(locale)
        if title:
            found.setdefault(title.casefold(), subject)
        if len(found) == most:
            break
    return list(found.values())


def _in_order(shelves: Sequence[Subjects], words: Sequence[str]) -> Iterator[Subject]:
    if not words:
        return chain.from_iterable(shelves)
    tiers = zip(*(shelf.tiers(words) for shelf in shelves), strict=True)
    return (subject for tier in tiers for found in tier for subject in found)
