"""What was posted in a place so far, as the deliveries keep it: what may come next depends on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.model import Quote, Span
from bot.store.content import Fields
from bot.store.deliveries import Delivery

EXCERPT, POSITIONS = "excerpt", "positions"
BALANCED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Said:
    """A quote that was posted."""

    passage: str
    span: Span
    author: str

    @classmethod
    def of(cls, fields: Fields) -> Said:
        """The quote that a content holds."""
        return cls(fields["passage"], Span(fields["start"], fields["end"]), fields["author"])

    def overlaps(self, quote: Quote) -> bool:
        """Whether the two share words."""
        return self.passage == quote.passage.id and self.span.overlaps(quote.span)


@dataclass(frozen=True, slots=True)
class Told:
    """A post: the slot, its kind, what it quotes in that order, and on which topic."""

    slot: date
    kind: str
    quotes: tuple[Said, ...]
    topic: str | None

    @classmethod
    def of(cls, slot: date, content: Fields) -> Told:
        """The post that says this."""
        quotes = tuple(map(Said.of, content["quotes"]))
        return cls(slot, content["kind"], quotes, content["topic"])


def told_of(deliveries: Iterable[Delivery]) -> list[Told]:
    """What these deliveries said, in their order."""
    return [Told.of(of.slot, of.content) for of in deliveries if of.content]


def content_of(kind: str, quotes: Sequence[tuple[str, Quote]], topic: str | None) -> Fields:
    """What a post says, as it is kept: its quotes with the keys of their authors."""
    said: list[dict[str, Any]] = [
        {"passage": quote.passage.id, "start": quote.span.start, "end": quote.span.end, "author": author}
        for author, quote in quotes
    ]
    return {"kind": kind, "quotes": said, "topic": topic}


def shares(told: Iterable[Told], slot: date) -> Counter[str]:
    """How many characters of each author were posted in the thirty days before a slot."""
    return characters(post for post in told if slot - BALANCED <= post.slot <= slot)


def characters(told: Iterable[Told]) -> Counter[str]:
    """How many characters of each author posts quote."""
    found: Counter[str] = Counter()
    for said in (said for post in told for said in post.quotes):
        found[said.author] += len(said.span)
    return found


def posts(told: Iterable[Told]) -> Counter[str]:
    """In how many posts each author is quoted."""
    return Counter(author for post in told for author in {said.author for said in post.quotes})


def times_said(quote: Quote, said: Sequence[Said]) -> int:
    """How often that of a quote's words was posted which was posted most."""
    near = [of.span for of in said if of.overlaps(quote)]
    return max((sum(other.start <= span.start < other.end for other in near) for span in near), default=0)
