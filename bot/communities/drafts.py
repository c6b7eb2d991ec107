"""A topic under work: what it is to become, and what stood there when the work began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.communities import sheets
from bot.communities.sheets import Sheet
from bot.communities.wishes import Wish
from bot.corpus.topics import MOST_PINS, Pin, Topic
from bot.errors import LimitReached
from bot.model import Localised


@dataclass(frozen=True, slots=True)
class Draft:
    """What the topic of a key is to become; `version` is that of the community's document when the work began.

    The key of a topic that is new stands for nothing yet, and is made of its title.
    """

    key: str
    version: int
    sheet: Sheet

    def reworded(self, wanted: Wish, locale: str, curated: Topic | None) -> Draft:
        """The draft with what somebody typed in a language; of a curated topic only what differs is written down."""
        below = curated or Topic(self.key, {}, {}, {}, {})
        locale = spoken({**below.title, **self.sheet.title}, locale)
        return replace(
            self,
            sheet=replace(
                self.sheet,
                title=_differing(self.sheet.title, below.title, locale, wanted.title),
                question=_differing(self.sheet.question, below.question, locale, wanted.question),
                names=_names(self.sheet.names, below.names, locale, wanted.names),
                keywords=wanted.keywords if wanted.keywords != below.keywords else (),
                hidden=False,
            ),
        )

    def retitled(self, title: str, locale: str, curated: Topic | None) -> Draft:
        """The draft with another title in a language."""
        below = curated.title if curated else {}
        return replace(self, sheet=replace(self.sheet, title=_differing(self.sheet.title, below, locale, title)))

    def with_side(self, author: str, pins: tuple[Pin, ...]) -> Draft:
        """The draft with these quotes for an author's side, or silence; LimitReached where they are too many."""
        if len(pins) > MOST_PINS:
            raise LimitReached("too-many-pins", limit=MOST_PINS)
        return replace(self, sheet=replace(self.sheet, sides={**self.sheet.sides, author: pins}))

    def without_side(self, author: str) -> Draft:
        """The draft with nothing chosen for an author's side, so that it is searched for."""
        return replace(self, sheet=replace(self.sheet, sides={**self.sheet.sides, author: None}))


def written(draft: Draft) -> dict[str, Any]:
    """A draft as it is stored."""
    return {"key": draft.key, "version": draft.version, "sheet": sheets.written(draft.sheet)}


def read(fields: Mapping[str, Any]) -> Draft:
    """The draft that was stored."""
    return Draft(fields["key"], fields["version"], sheets.read(fields["sheet"]))


def spoken(title: Localised, locale: str) -> str:
    """The language in which a topic is written: the one asked for, where it has a title in it or none yet."""
    return locale if locale in title or not title else next(iter(title))


def _differing(own: Localised, below: Localised, locale: str, wanted: str) -> Localised:
    kept = {spoken: text for spoken, text in own.items() if spoken != locale}
    return kept if wanted == below.get(locale, "") else {**kept, locale: wanted}


def _names(
    own: Mapping[str, tuple[str, ...]], below: Mapping[str, tuple[str, ...]], locale: str, wanted: tuple[str, ...]
) -> Mapping[str, tuple[str, ...]]:
    kept = {spoken: names for spoken, names in own.items() if spoken != locale}
    return kept if wanted == below.get(locale, ()) else {**kept, locale: wanted}
