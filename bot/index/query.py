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
    """One thing that a passage should hold, in any of these ways.

    An `anchor` (a name, a number, a phrase) must be met. `rarity` says how much meeting the want tells.
    """

    ways: tuple[Term, ...]
    anchor: bool = False
    rarity: float = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """Wants, terms to shun, and filters (empty: none).

    Every anchor (of three and more, all but one) and at least `least` of the other wants must be met. `section` holds
    folded words of the heading that a passage must stand under; `speaker` is the key of somebody whose words or view it
    must hold. Those that hold the words of `run` side by side come first.
    """

    wants: tuple[Want, ...]
    least: int = 1
    without: tuple[Term, ...] = ()
    author: str | None = None
    not_author: str | None = None
    section: tuple[str, ...] = ()
    run: tuple[str, ...] = ()
    speaker: str | None = None
