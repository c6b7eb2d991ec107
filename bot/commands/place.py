"""Where a reply stands in the texts, as short strings that fit buttons: nothing is remembered between two presses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.errors import NotFound
from bot.model import Quote, Span

PLACE = re.compile(r"(?P<passage>[a-z][a-z0-9-]{0,23}-\d{1,9}):(?P<start>\d{1,8})-(?P<end>\d{1,8})\+(?P<rank>\d{1,4})")

RANK = re.compile(r"[0-9]{1,4}")
# Between a place and where the list begins that led to it.
PAGE = "<"


@dataclass(frozen=True, slots=True)
class Place:
    """A quote by its passage's id and the stretch of it, and its rank among the results (0 where it has none)."""

    passage: str
    span: Span
    rank: int = 0

    def __str__(self) -> str:
        return f"{self.passage}:{self.span.start}-{self.span.end}+{self.rank}"


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at around a quote, and the quote that was asked about, which may be in another passage."""

    shown: Place
    asked: Place

    def __str__(self) -> str:
        return f"{self.shown}|{self.asked}"


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked: the query and, where one was chosen, the author.

    `page` is the rank at which the list begins that led to what is shown; None where none did.
    """

    query: str = ""
    author: str = ""
    page: int | None = None


def place_of(quote: Quote, rank: int = 0) -> Place:
    """Where a quote stands."""
    return Place(quote.passage.id, quote.span, rank)


def shared(search: Search, place: Place | None = None) -> str:
    """What all actions of a reply need. The query comes last, so that nothing in it needs escaping."""
    page = "" if search.page is None else f"{PAGE}{search.page}"
    return f"{place or ''}{page}|{search.author}|{search.query}"


def read_search(shared: str) -> Search:
    """The search that a reply's actions share."""
    first, author, query = f"{shared}||".split("|", 2)
    page = first.partition(PAGE)[2]
    return Search(query.removesuffix("||"), author, int(page) if RANK.fullmatch(page) else None)


def read_rank(target: str) -> int:
    """The rank that an action names; the first for anything else."""
    return int(target) if RANK.fullmatch(target) else 0


def read_place(target: str, shared: str) -> Place:
    """The place that an action names itself, or shares; NotFound for anything else: anybody can send anything."""
    found = PLACE.fullmatch(target or shared.partition("|")[0].partition(PAGE)[0])
    if not found:
        raise NotFound("passage-gone")
    return Place(found["passage"], Span(int(found["start"]), int(found["end"])), int(found["rank"]))


def read_view(shared: str) -> View:
    """The view that the actions under it share; NotFound for anything else."""
    shown, _, asked = shared.partition("|")
    return View(read_place(shown, ""), read_place(asked, ""))
