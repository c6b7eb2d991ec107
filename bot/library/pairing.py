"""Chooses of two sides the quotes that stand against each other: relevant both, and about the same aspect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from bot.corpus.words import folded_words
from bot.library.answers import Result

# How much being about the same counts beside being relevant, each from 0 to 1.
SAME_ASPECT = 0.8
# A quote must be so relevant beside its side's best.
FLOOR = 0.35

Rarity = Callable[[str], float]


def relevant(results: Sequence[Result]) -> list[Result]:
    """The results that come near the best of their side."""
    return [result for result in results if result.score >= FLOOR * results[0].score]


def paired(sides: Sequence[Sequence[Result]], asked: frozenset[str], rarity: Rarity) -> list[list[Result]]:
    """The sides, each with the quote first that forms the best pair with the other's; nothing else changes place.

    `asked` are the folded words of the question: having them in common says nothing. `rarity` of a function word is 0.
    """
    if len(sides) != 2 or not all(sides):  # noqa: PLR2004 - a pair has two
        return [list(side) for side in sides]
    words = [[_words(result, asked) for result in side] for side in sides]
    tops = [side[0].score or 1.0 for side in sides]

    def worth(pair: tuple[int, int]) -> float:
        relevance = sum(side[at].score / top for side, at, top in zip(sides, pair, tops, strict=True))
        return relevance + SAME_ASPECT * _shared(words[0][pair[0]], words[1][pair[1]], rarity)

    best = max(product(range(len(sides[0])), range(len(sides[1]))), key=worth)
    return [[side[at], *side[:at], *side[at + 1 :]] for side, at in zip(sides, best, strict=True)]


def _words(result: Result, asked: frozenset[str]) -> frozenset[str]:
    return frozenset(folded_words(result.quote.text)) - asked


def _shared(one: frozenset[str], other: frozenset[str], rarity: Rarity) -> float:
    """What two quotes have in common beside all that the poorer one speaks of, weighed by rarity."""
    least = min(sum(map(rarity, one)), sum(map(rarity, other)))
    return sum(map(rarity, one & other)) / least if least else 0.0
