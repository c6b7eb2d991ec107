"""Keeps subjects with their spellings, once for all communities; each is shown its own and those that it has left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.library.spellings import Numbers, Spellings
from bot.model import Localised

# What platforms show in a list of choices.
LONGEST, SHORTENED = 100, "…"
WHOLE = 100.0


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


class Shelf:
    """Subjects in their order. What completion needs of them is computed once; they never change."""

    def __init__(self, listed: Iterable[Subject]) -> None:
        self.listed = tuple(listed)

    def prepare(self) -> None:
        """Computes what is otherwise computed when somebody first types."""
        self.titles.prepare()
        self.spellings.prepare()
        _ = self.by_key

    @cached_property
    def by_key(self) -> dict[str, Subject]:
        """The subjects by their keys, and by their titles as they are shown where those are long."""
        long = {shortened(title): of for of in self.listed for title in of.title.values() if len(title) > LONGEST}
        return long | {subject.key: subject for subject in self.listed}

    @cached_property
    def titles(self) -> Spellings:
        """The titles, by the numbers of the subjects."""
        return Spellings(tuple(subject.title.values()) for subject in self.listed)

    @cached_property
    def spellings(self) -> Spellings:
        """All names, by the numbers of the subjects."""
        return Spellings(subject.spellings for subject in self.listed)


@dataclass(frozen=True, slots=True)
class View:
    """A shelf without the subjects whose numbers are hidden."""

    shelf: Shelf
    hidden: frozenset[int] = frozenset()

    def __iter__(self) -> Iterator[Subject]:
        return (of for number, of in enumerate(self.shelf.listed) if number not in self.hidden)

    def by_key(self, key: str) -> Subject | None:
        """The subject of that key, or shortened title."""
        found = self.shelf.by_key.get(key)
        return None if any(self.shelf.listed[number] is found for number in self.hidden) else found

    def at(self, numbers: Numbers) -> list[Subject]:
        """The subjects of these numbers, in their order."""
        return [self.shelf.listed[number] for number in sorted(self.shown(numbers))]

    def shown(self, numbers: Numbers) -> Numbers:
        """The numbers that are not hidden."""
        return set(numbers) - self.hidden if self.hidden else numbers

    def holds(self, word: str) -> bool:
        """Whether a word of a name begins so."""
        return bool(self.shown(self.shelf.spellings.with_word(word)))

    def near(self, word: str) -> Iterator[tuple[float, str, Numbers]]:
        """The words that look like this one: how much, and whose names they stand in."""
        for score, other, numbers in self.shelf.spellings.near(word):
            shown = self.shown(numbers)
            if shown:
                yield score, other, shown


def mended(views: Sequence[View], words: Sequence[str]) -> list[str]:
    """The words, those that begin no word here as the nearest that stands here; none where nothing is mended."""
    read = [word if any(view.holds(word) for view in views) else _nearest(views, word) for word in words]
    return read if read != list(words) else []


def alike(views: Sequence[View], words: Sequence[str]) -> list[Subject]:
    """Those in whose names each word has one alike, or else all of them joined; those most alike first."""
    apart = [_alike(views, word) for word in words]
    common = set(apart[0]).intersection(*apart[1:]) if apart else set()
    if not common and len(words) > 1:
        apart = [_alike(views, "".join(words))]
        common = set(apart[0])
    scores = {place: sum(alike[place] for alike in apart) / len(apart) for place in common}
    return [views[view].shelf.listed[at] for view, at in sorted(scores, key=lambda place: (-scores[place], place))]


def shortened(title: str) -> str:
    """A title as there is room for it."""
    return title if len(title) <= LONGEST else title[: LONGEST - len(SHORTENED)] + SHORTENED


def _nearest(views: Sequence[View], word: str) -> str:
    near = [(score, other) for view in views for score, other, _ in view.near(word)]
    return max(near, key=lambda of: of[0])[1] if near else word


def _alike(views: Sequence[View], word: str) -> dict[tuple[int, int], float]:
    """Where subjects stand (the number of the view, and of the subject in it), with how alike a word of theirs is."""
    found = {
        (at, number): WHOLE
        for at, view in enumerate(views)
        for number in view.shown(view.shelf.spellings.with_word(word))
    }
    if not found:
        for at, view in enumerate(views):
            for score, _, numbers in view.near(word):
                for number in numbers:
                    found[at, number] = max(found.get((at, number), 0.0), score)
    return found
