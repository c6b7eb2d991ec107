"""Finds the words that deny or limit in what a claim leaves out: without them a true piece says something else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.corpus.lexicon import Lexicon
from bot.corpus.words import fold
from bot.library.folding import DASH, OMISSION, QUOTE, count_words, is_word
from bot.library.ground import Ground
from bot.model import Span

# Marks beyond which a negation does not reach; after a comma it may (*niet waar, dat …*).
COMMA, CLOSING = ",", frozenset({";", "(", ")", DASH, OMISSION})
# A clause also ends here, for what comes after a claim.
ENDING = CLOSING | {COMMA, ":", ".", "!", "?"}
# Fewer words name something, and claim nothing.
LEAST_CLAIM, LEAST_SENTENCE = 3, 2
# A clause begins with its first so many words.
BEGINS = 2


class Limits:
    """Knows the words of each language that deny or limit, and how far they reach."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def lost(self, ground: Ground, spots: Sequence[Span], *, sentence: bool = False) -> list[Span]:
        """The stretches without which the pieces at these spots, in order, say something else.

        `sentence`: they are given as a whole sentence, however short.
        """
        found = [lost for one, other in pairwise(spots) for lost in self._between(ground, one.end, other.start)]
        least = LEAST_SENTENCE if sentence else LEAST_CLAIM
        if sum(count_words(ground.forms[spot.start : spot.end]) for spot in spots) >= least:
            found = [self._before(ground, spots[0].start), *found, self._after(ground, spots[-1].end)]
        return [ground.words(stretch) for stretch in found if stretch]

    def _between(self, ground: Ground, first: int, last: int) -> list[Span]:
        """What an omission takes from the sentences that it leaves and comes back to."""
        if first >= last:
            return []
        left, back = ground.sentence(first - 1), ground.sentence(last)
        parts = [Span(first, min(left.end, last)), Span(max(back.start, first), last)]
        if left == back:
            parts = parts[:1]
        return [part for part in parts if any(self._negating(ground, at) for at in range(part.start, part.end))]

    def _before(self, ground: Ground, first: int) -> Span:
        """The skipped beginning of a sentence, where a negation of it reaches into what follows."""
        begin = ground.sentence(first).start
        for at in range(first - 1, begin - 1, -1):
            if self._negating(ground, at):
                return Span(begin, first)
            if self._out_of_reach(ground, at):
                break
        return Span(first, first)

    def _out_of_reach(self, ground: Ground, at: int) -> bool:
        """Whether what follows this token is no part of the clause before it."""
        form, language = ground.forms[at], ground.language
        if form == COMMA:
            subordinate = self._lexicon.subordinate.get(language, frozenset())
            return fold(ground.forms[at + 1]) not in subordinate
        return form in CLOSING or fold(form) in self._lexicon.joining.get(language, ())

    def _after(self, ground: Ground, last: int) -> Span:
        """The rest of a clause that goes on after the claim, where it holds a negation."""
        end = ground.sentence(last - 1).end
        language, at = ground.language, last
        if ground.forms[at : at + 1] == [COMMA]:
            # What follows a comma is a clause of its own, unless it begins with a limit (*, niet de partij*).
            at += 1
            if not any(self._negating(ground, word) for word in range(at, min(at + BEGINS, end))):
                return Span(last, last)
        while at < end and not self._ends_clause(ground.forms[at], language):
            at += 1
        lost = any(self._negating(ground, word) for word in range(last, at))
        return Span(last, at if lost else last)

    def _ends_clause(self, form: str, language: str) -> bool:
        opening = self._lexicon.joining.get(language, frozenset()) | self._lexicon.subordinate.get(
            language, frozenset()
        )
        return form in ENDING or fold(form) in opening

    def _negating(self, ground: Ground, at: int) -> bool:
        form, negating = ground.forms[at], self._lexicon.negating.get(ground.language, frozenset())
        if not is_word(form):
            return form == QUOTE and "n't" in negating and self._is_contraction(ground, at)
        return fold(form) in negating

    def _is_contraction(self, ground: Ground, at: int) -> bool:
        """Whether the mark is that of *n't*."""
        around = ground.forms[at - 1 : at] + ground.forms[at + 1 : at + 2]
        return [form[-1:].lower() for form in around] == ["n", "t"] and around[1].lower() == "t"
