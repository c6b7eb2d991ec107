"""A topic as a community wrote it: one of its own, or what it says otherwise about a curated one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.corpus.topics import Pin, Topic
from bot.model import Localised


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a community wrote about a topic; over a curated one, what is empty stays as it is there.

    `title`, `names` and `question` are by locale. `keywords` are what a side is searched with that nobody chose.
    `sides` are the quotes that were chosen for an author, best first: an author with none of them is silent, one with
    None is to be searched for. Of a `hidden` topic nothing is shown.
    """

    title: Localised = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    question: Localised = field(default_factory=dict)
    sides: Mapping[str, tuple[Pin, ...] | None] = field(default_factory=dict)
    hidden: bool = False

    def over(self, key: str, curated: Topic | None) -> Topic:
        """The topic as the community sees it."""
        below = curated or Topic(key, {}, {}, {}, {})
        return Topic(
            key=key,
            title={**below.title, **self.title},
            names={**below.names, **self.names},
            question={**below.question, **self.question},
            sides={author: pins for author, pins in {**below.sides, **self.sides}.items() if pins is not None},
            related=below.related,
            keywords=self.keywords or below.keywords,
        )


def saying(topic: Topic, curated: Topic | None, searched: Iterable[str] = ()) -> Sheet:
    """The sheet by which a community sees a topic so; of a curated one only what differs is written down.

    Of the authors without a side there, those count as `searched` for which others have chosen something.
    """
    below = curated or Topic(topic.key, {}, {}, {}, {})
    sides = {author: pins for author, pins in topic.sides.items() if not _chosen_so(pins, below.sides.get(author))}
    return Sheet(
        title={locale: text for locale, text in topic.title.items() if text != below.title.get(locale)},
        names={locale: of for locale, of in topic.names.items() if of != below.names.get(locale)},
        keywords=topic.keywords if topic.keywords != below.keywords else (),
        question={locale: text for locale, text in topic.question.items() if text != below.question.get(locale)},
        # The reasons for quotes are told with those that are curated.
        sides=dict.fromkeys(searched)
        | {author: tuple(replace(pin, reason="") for pin in pins) for author, pins in sides.items()},
    )


def written(sheet: Sheet) -> dict[str, Any]:
    """A sheet as it is stored: only what it says."""
    fields: dict[str, Any] = {
        "title": dict(sheet.title),
        "names": {locale: list(names) for locale, names in sheet.names.items()},
        "keywords": list(sheet.keywords),
        "question": dict(sheet.question),
        "sides": {author: None if pins is None else list(map(_written, pins)) for author, pins in sheet.sides.items()},
        "hidden": sheet.hidden,
    }
    return {name: value for name, value in fields.items() if value}


def read(fields: Mapping[str, Any]) -> Sheet:
    """The sheet that was stored."""
    return Sheet(
        title=fields.get("title", {}),
        names={locale: tuple(names) for locale, names in fields.get("names", {}).items()},
        keywords=tuple(fields.get("keywords", ())),
        question=fields.get("question", {}),
        sides={author: _pins(pins) for author, pins in fields.get("sides", {}).items()},
        hidden=bool(fields.get("hidden")),
    )


def alike(key: str, curated: Topic | None, one: Sheet, other: Sheet) -> bool:
    """Whether a topic is the same to whoever sees it, whichever of two sheets says what it is."""
    seen, besides = one.over(key, curated), other.over(key, curated)
    authors = seen.sides.keys() | besides.sides.keys()
    sides = all(_same(seen.sides.get(author), besides.sides.get(author)) for author in authors)
    return one.hidden == other.hidden and sides and replace(seen, sides={}) == replace(besides, sides={})


def same_place(pin: Pin, other: Pin) -> bool:
    """Whether two pins mean the same sentences."""
    return (pin.passage, pin.first, pin.last) == (other.passage, other.first, other.last)


def same_words(pin: Pin, other: Pin) -> bool:
    """Whether what was chosen by two pins is the same, as far as both say what that was."""
    return same_place(pin, other) and (pin.digest == other.digest or "" in (pin.digest, other.digest))


def _chosen_so(pins: tuple[Pin, ...], others: tuple[Pin, ...] | None) -> bool:
    """Whether the same places were chosen, in the same order; in a curated topic they have no digest."""
    return others is not None and len(pins) == len(others) and all(map(same_place, pins, others))


def _same(pins: tuple[Pin, ...] | None, others: tuple[Pin, ...] | None) -> bool:
    if pins is None or others is None:
        return pins is others
    return len(pins) == len(others) and all(map(same_words, pins, others))


def _pins(told: Iterable[Mapping[str, Any]] | None) -> tuple[Pin, ...] | None:
    if told is None:
        return None
    return tuple(Pin(of["passage"], of["first"], of["last"], digest=of.get("digest", "")) for of in told)


def _written(pin: Pin) -> dict[str, Any]:
    return {"passage": pin.passage, "first": pin.first, "last": pin.last, "digest": pin.digest}
