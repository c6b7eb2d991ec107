"""What the index is asked, without a query language: terms, alternatives and wants, never a parsed string."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or a phrase of several, in one field of the index. `boost` weighs it against its alternatives."""

    field: str
    words: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Want:
    """One thing that a passage should hold, in any of these ways; the best way counts."""

    ways: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Wants of which at least `least` must be met, terms to shun, and filters by author and passage."""

    wants: tuple[Want, ...]
    least: int = 1
    without: tuple[Term, ...] = ()
    author: str | None = None
    not_author: str | None = None
    not_passage: str | None = None
