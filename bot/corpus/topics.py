"""Reads the curated topics: what the authors can be asked about, and the quotes that people chose for each side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.corpus.lexicon import read_toml
from bot.errors import CorpusError
from bot.model import Localised

FILE = "topics.toml"
# Keys travel in the ids of buttons.
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
FACTS = frozenset({"title", "names", "question", "silent", "related"})
MOST_PINS = 5


@dataclass(frozen=True, slots=True)
class Pin:
    """A quote that people chose: the sentences from `first` to `last` of a passage, counted from 1.

    `reason` says why it speaks of the topic where it holds none of its names.
    """

    passage: str
    first: int
    last: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject with its title, other names and the question at stake, by locale; and the pins of each author.

    An author with an empty side was marked silent; for one without a side nobody has chosen anything. `related` are
    keys of topics near it on which one who is silent here speaks.
    """

    key: str
    title: Localised
    names: Mapping[str, tuple[str, ...]]
    question: Localised
    sides: Mapping[str, tuple[Pin, ...]]
    related: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that the topic is called, in any language."""
        return (*self.title.values(), *(name for names in self.names.values() for name in names))

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
        return {key: _topic(key, facts) for key, facts in read_toml(data / FILE).get("topics", {}).items()}
    except (KeyError, TypeError, AttributeError, ValueError) as e:
        raise CorpusError("data-unreadable", file=FILE, reason=str(e)) from e


def _topic(key: str, facts: Mapping[str, Any]) -> Topic:
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
    )


def _pin(facts: Mapping[str, Any]) -> Pin:
    first, last = facts["sentences"]
    if not 1 <= first <= last:
        raise ValueError(facts["passage"])
    return Pin(facts["passage"], first, last, facts.get("reason", ""))
