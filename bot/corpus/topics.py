"""Reads the curated topics: what the authors can be asked about, and the quotes that people chose for each side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.corpus.lexicon import read_toml
from bot.errors import CorpusError
from bot.model import Localised

FILE = "topics.toml"
# Keys travel in the ids of buttons.
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
FACTS = frozenset({"title", "names", "keywords", "question", "silent", "related"})
MOST_PINS = 5


@dataclass(frozen=True, slots=True)
class Pin:
    """A quote that people chose: the sentences from `first` to `last` of a passage, counted from 1.

    `reason` says why it speaks of the topic where it holds none of its names. Where there is a `digest`, it is that of
    the words that were chosen: with other words in their place it is no longer what people chose.
    """

    passage: str
    first: int
    last: int
    reason: str = ""
    digest: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject with its title, other names and the question at stake, by locale; and the pins of each author.

    An author with an empty side was marked silent; for one without a side nobody has chosen anything: it is searched
    with the `keywords`, or what the topic is called. `related` are keys of topics near it on which one who is silent
    here speaks.
    """

    key: str
    title: Localised
    names: Mapping[str, tuple[str, ...]]
    question: Localised
    sides: Mapping[str, tuple[Pin, ...]]
    related: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that the topic is called, in any language."""
        return (*self.title.values(), *(name for names in self.names.values() for name in names))

    @property
    def sought(self) -> tuple[str, ...]:
        """What a side is searched with for which nobody has chosen: the first that find something count."""
        return (*self.keywords, *self.spellings)

    def silences(self, author: str) -> bool:
        """Whether people have marked an author as silent on it."""
        return self.sides.get(author) == ()

    def speaking(self, authors: Iterable[str]) -> int:
        """On how many of the authors nobody has said that they are silent on it."""
        return sum(not self.silences(author) for author in authors)


Topics = Mapping[str, Topic]
"""The topics by their keys."""


def read_topics(data: Path) -> Topics:
    """The topics in the folder `data`, in the order of the file."""
    try:
        return topics_in(read_toml(data / FILE))
    except (KeyError, TypeError, AttributeError, ValueError) as e:
        raise CorpusError("data-unreadable", file=FILE, reason=str(e)) from e


def topics_in(told: Mapping[str, Any]) -> Topics:
    """The topics in what was read from a file of that form; a KeyError, TypeError or the like where it has another."""
    return {key: topic_of(key, facts) for key, facts in told.get("topics", {}).items()}


def topic_of(key: str, facts: Mapping[str, Any]) -> Topic:
    """The topic with the facts under a key."""
    if not KEY.fullmatch(key):
        raise ValueError(key)
    sides = {author: tuple(map(_pin, pins)) for author, pins in facts.items() if author not in FACTS}
    if any(not 1 <= len(pins) <= MOST_PINS for pins in sides.values()) or sides.keys() & set(facts.get("silent", ())):
        raise ValueError(key)
    return Topic(
        key=key,
        title=facts["title"],
        names={locale: tuple(names) for locale, names in facts.get("names", {}).items()},
        question=facts.get("question", {}),
        sides={**sides, **dict.fromkeys(facts.get("silent", ()), ())},
        related=tuple(facts.get("related", ())),
        keywords=tuple(facts.get("keywords", ())),
    )


def _pin(facts: Mapping[str, Any]) -> Pin:
    first, last = facts["sentences"]
    if not 1 <= first <= last:
        raise ValueError(facts["passage"])
    return Pin(facts["passage"], first, last, facts.get("reason", ""), facts.get("digest", ""))
