"""Measures how alike a claim and a text are, by what differs between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.corpus.words import fold
from bot.library.aligning import Change
from bot.library.folding import is_word
from bot.model import Span

# What a word of the language weighs against one that carries the subject, and what a mark does.
FUNCTION, MARK = 0.3, 0.1
# A change weighs as much as what the claim says there; of what it leaves out, at most so much counts.
MOST_LEFT_OUT = 5.0

Forms = Sequence[str]
Weight = Callable[[str], float]


class Likeness:
    """Weighs words: `function` words say less."""

    def __init__(self, function: frozenset[str]) -> None:
        self._function = function

    def weight(self, form: str) -> float:
        """What a token says of where a claim comes from."""
        if not is_word(form):
            return MARK
        return FUNCTION if fold(form) in self._function else 1.0


def by_words(form: str) -> float:
    """Every word the same, and marks nothing."""
    return float(is_word(form))


def share(claimed: Forms, source: Forms, pieces: Iterable[Span], changes: Sequence[Change], weight: Weight) -> float:
    """Which share of these pieces of a claim, and of what stands in their place, is on both sides."""

    def weighed(forms: Forms, span: Span) -> float:
        return sum(map(weight, forms[span.start : span.end]))

    told = [weighed(claimed, change.claimed) for change in changes]
    left_out = [min(weighed(source, change.source), MOST_LEFT_OUT) for change in changes]
    both = sum(weighed(claimed, piece) for piece in pieces) - sum(told)
    return both / (both + sum(map(max, told, left_out))) if both > 0 else 0.0
