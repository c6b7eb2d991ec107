"""Offers what can be asked about to members while they type: what is called so, begins so, or looks so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from bot.library.spellings import Spellings, key_words
from bot.model import Localised

# What platforms show in a list of choices.
LONGEST, SHORTENED = 100, "…"


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that can be asked about: its key, its title by locale, and what else it is called in any language."""

    key: str
    title: Localised
    names: tuple[str, ...] = ()

    def shown(self, locale: str) -> str:
        """The title in a language, or in its first one."""
        return self.title.get(locale) or next(iter(self.title.values()), "")

    def label(self, locale: str) -> str:
        """The title in a language, shortened where it is long."""
        return shortened(self.shown(locale))

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that it is called."""
        return (*self.title.values(), *self.names)


class Subjects:
    """Subjects, those first that matter most. What completion needs of them is computed once; they never change."""

    def __init__(self, listed: Iterable[Subject], function: frozenset[str] = frozenset()) -> None:
        self.listed = tuple(listed)
        self._function = function

    def prepare(self) -> None:
        """Computes what is otherwise computed when somebody first types."""
        _ = self._titles, self._spellings, self._by_key

    def meant(self, told: str) -> Subject | None:
        """The subject of a key or of a shortened title; None for anything else, which says itself what it asks."""
        return self._by_key.get(told)

    def called(self, told: str) -> Subject | None:
        """The subject that is called just so, in any language."""
        words = key_words(told)
        found = self._titles.equal(words) or self._spellings.equal(words)
        return self.listed[min(found)] if found else None

    def tiers(self, words: Sequence[str]) -> Iterator[list[Subject]]:
        """The subjects for what was typed, the best first: each tier is computed only when it is asked for.

        What is merely alike is looked for where nothing is called as was typed.
        """
        telling = [word for word in words if word not in self._function] or list(words)
        found = False
        for tier in self._as_typed(words, telling):
            found = found or bool(tier)
            yield tier
        mended = [] if found else self._spellings.mended(telling)
        yield from self._as_typed(mended, mended)
        alike = {} if found else self._spellings.alike(telling)
        yield [self.listed[at] for at in sorted(alike, key=lambda at: (-alike[at], at))]

    def _as_typed(self, words: Sequence[str], telling: Sequence[str]) -> Iterator[list[Subject]]:
        for numbers in (Spellings.equal, Spellings.beginning):
            for spellings in (self._titles, self._spellings):
                yield self._at(numbers(spellings, words) if words else ())
        for spellings in (self._titles, self._spellings):
            yield self._at(spellings.holding(telling))

    def _at(self, numbers: Iterable[int]) -> list[Subject]:
        return [self.listed[at] for at in sorted(numbers)]

    @cached_property
    def _by_key(self) -> dict[str, Subject]:
        long = {shortened(title): of for of in self.listed for title in of.title.values() if len(title) > LONGEST}
        return long | {subject.key: subject for subject in self.listed}

    @cached_property
    def _titles(self) -> Spellings:
        return Spellings(tuple(subject.title.values()) for subject in self.listed)

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(subject.spellings for subject in self.listed)


def shortened(title: str) -> str:
    """A title as there is room for it."""
    return title if len(title) <= LONGEST else title[: LONGEST - len(SHORTENED)] + SHORTENED


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
        return chain.from_iterable(shelf.listed for shelf in shelves)
    tiers = zip(*(shelf.tiers(words) for shelf in shelves), strict=True)
    return (subject for tier in tiers for found in tier for subject in found)
