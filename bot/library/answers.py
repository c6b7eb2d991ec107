"""What the library answers with: frozen, and free of any platform."""

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.topics import Topic
from bot.model import Quote, Span, Understood, Voice


@dataclass(frozen=True, slots=True)
class Result:
    """A quote with its matched words, who speaks in it, and how well it answers."""

    quote: Quote
    marks: tuple[Span, ...]
    voice: Voice
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gave: how the query was read, the results, and near words where there are none."""

    query: str
    understood: tuple[Understood, ...]
    results: tuple[Result, ...]
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """What one author says on a topic; silent where no result is left. `found`: by search, as nobody chose anything."""

    author: str
    key: str
    results: tuple[Result, ...]
    found: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """A topic near the one that was asked, on which an author speaks who is silent on that one."""

    topic: Topic
    author: str


@dataclass(frozen=True, slots=True)
class Positions:
    """A side for each author on what was asked: on a curated topic, or found by search where there is none."""

    asked: str
    topic: Topic | None
    sides: tuple[Side, ...]
    related: tuple[Related, ...] = ()
