"""Makes one topic of two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.communities.likeness import spelt
from bot.communities.sheets import same_place
from bot.communities.wishes import KEYWORDS, NAMES
from bot.corpus.topics import MOST_PINS, Pin, Topic
from bot.errors import LimitReached

Side = tuple[Pin, ...] | None


def merged(into: Topic, other: Topic) -> Topic:
    """A topic with all that another one has too; its titles stay, and those of the other become names.

    LimitReached where those are more names or keywords than a topic may have. Of quotes it has as many as it may.
    """
    locales = {**into.names, **other.title, **other.names}
    return replace(
        into,
        names={locale: of for locale in locales if (of := _names(into, other, locale))},
        keywords=_united("keywords", (*into.keywords, *other.keywords), (), KEYWORDS),
        question={**other.question, **into.question},
        sides=_sides(into, other),
        related=tuple(key for key in into.related if key != other.key),
    )


def _names(into: Topic, other: Topic, locale: str) -> tuple[str, ...]:
    known = (*into.names.get(locale, ()), *filter(None, [other.title.get(locale)]), *other.names.get(locale, ()))
    return _united("names", known, into.title.values(), NAMES)


def _united(what: str, texts: Iterable[str], but: Iterable[str], most: int) -> tuple[str, ...]:
    """The texts, each once in whatever spelling, without some."""
    found = dict.fromkeys(map(spelt, but), "")
    for text in texts:
        found.setdefault(spelt(text), text)
    united = tuple(filter(None, found.values()))
    if len(united) > most:
        raise LimitReached(f"topic-{what}-many", limit=most)
    return united


def left_out(into: Topic, other: Topic) -> tuple[Pin, ...]:
    """The quotes for which one topic of these two has no room: of those of a side, what comes after the first ones."""
    authors = {**into.sides, **other.sides}
    return tuple(pin for of in authors for pin in _chosen(into.sides.get(of), other.sides.get(of))[MOST_PINS:])


def _sides(into: Topic, other: Topic) -> Mapping[str, tuple[Pin, ...]]:
    sides = {of: _side(into.sides.get(of), other.sides.get(of)) for of in {**into.sides, **other.sides}}
    return {author: pins for author, pins in sides.items() if pins is not None}


def _side(one: Side, two: Side) -> Side:
    """What was chosen for either, as far as there is room; where nothing was, what was decided for the first."""
    return _chosen(one, two)[:MOST_PINS] or one


def _chosen(one: Side, two: Side) -> tuple[Pin, ...]:
    """The quotes of two sides, those of the first before the others."""
    first = one or ()
    return (*first, *(pin for pin in two or () if not any(same_place(pin, of) for of in first)))
