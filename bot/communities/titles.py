"""Holds that no two topics that a community sees have the same title."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.communities import sheets
from bot.communities.keeper import seen
from bot.communities.likeness import called, spelt
from bot.communities.sheets import Sheet
from bot.corpus.topics import Topics
from bot.errors import Conflict
from bot.library.library import Library
from bot.store.content import Fields


@dataclass(frozen=True, slots=True)
class Twin:
    """The topic of a key would be called as another one is, by its title."""

    key: str
    other: str
    title: str


class Titles:
    """The rule of the ledger: Conflict where a change gives a topic the title of another; its values name that one."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, before: Mapping[str, Fields | None], now: Mapping[str, Fields]) -> None:
        """Refuses titles that are another's."""
        were = {key: sheets.read(fields) for key, fields in before.items() if fields is not None}
        found = twin(
            self._library.curated.topics, before.keys(), were, {key: sheets.read(of) for key, of in now.items()}
        )
        if found:
            raise Conflict("title-taken", title=found.title, topic=found.other)


def twin(
    curated: Topics, changed: Collection[str], before: Mapping[str, Sheet], now: Mapping[str, Sheet]
) -> Twin | None:
    """The first of the topics that were `changed` that has another's title by it, in any spelling.

    One that had it before keeps it: what was so already is no reason to refuse anything else.
    """
    were, are = seen(curated, before), seen(curated, now)
    gained = {key: called(are[key]) - (called(were[key]) if key in were else set()) for key in changed if key in are}
    claimed = {name: key for key, names in gained.items() for name in names}
    for other, topic in are.items() if claimed else ():
        for name, title in zip(map(spelt, topic.title.values()), topic.title.values(), strict=True):
            if claimed.get(name, other) != other:
                return Twin(claimed[name], other, title)
    return None
