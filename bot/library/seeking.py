"""Finds the passages that a claim may come from, by few and cheap questions: its rarest words, and runs around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.corpus.words import fold
from bot.index.query import Query, Term, Want
from bot.index.reader import Index
from bot.index.schema import PLAIN
from bot.library.claiming import Claim, Piece
from bot.library.folding import DASH, QUOTE, is_word
from bot.model import Passage

# A claim that is true stands in a passage with a run of its words around the rarest, and with its other rarest ones.
RUN, RAREST = 2, 4
EXACT = 10
# One that is nearly so: some of these runs, and of the rarest words, as long as they stand in few enough passages.
NEAR, NEAR_RUNS, NEAR_RUN, NEAR_WORDS, MOST_FOUND = 6, 4, 1, 8, 60_000
LEAST_NEAR = 2
NEAR_PIECES, NEAR_OF_PIECE = 6, 3
# Between two words these do not end a run; behind other marks a footnote may stand, whose number is a word too.
WITHIN_RUN = frozenset({DASH, QUOTE, ","})


@dataclass(frozen=True, slots=True)
class _Known:
    """A word of a claim that the texts hold: in which run it stands, where in it, and in how many passages."""

    run: tuple[str, ...]
    at: int
    count: int

    @property
    def word(self) -> str:
        return self.run[self.at]

    def around(self, reach: int) -> tuple[str, ...]:
        """The run around the word, so far on both sides."""
        return self.run[max(0, self.at - reach) : self.at + reach + 1]


class Seeker:
    """Asks the index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def exact(self, claim: Claim, author: str | None = None) -> list[Passage]:
        """The passages where the claim may stand as it is; those of an author first."""
        known = self._known(claim.pieces)
        theirs = self._strict(known, EXACT, author) if author else []
        ids = {passage.id for passage in theirs}
        return [*theirs, *(passage for passage in self._strict(known, EXACT) if passage.id not in ids)]

    def near(self, claim: Claim) -> list[Passage]:
        """The passages that hold most of it; of a claim in pieces, those too that hold one of them."""
        known = self._known(claim.pieces)
        found = self._search(self._runs(known), self._words(known), NEAR)
        if len(claim.pieces) > 1:
            longest = sorted(claim.pieces, key=lambda piece: -len(piece.forms))[:NEAR_PIECES]
            found += [passage for piece in longest for passage in self._strict(self._known([piece]), NEAR_OF_PIECE)]
        return list({passage.id: passage for passage in found}.values())

    def beside(self, passage: Passage, step: int) -> Passage | None:
        """The passage before or behind one."""
        return self._index.passage(f"{passage.work}-{passage.number + step}")

    def _strict(self, known: Sequence[_Known], limit: int, author: str | None = None) -> list[Passage]:
        if not known:
            return []
        run = known[0].around(RUN)
        others = dict.fromkeys(word.word for word in known if word.word not in run)
        terms = [run, *((word,) for word in list(others)[:RAREST])]
        return self._asked(terms, len(terms), limit, author)

    def _search(self, runs: Sequence[tuple[str, ...]], words: Sequence[str], limit: int) -> list[Passage]:
        terms = [*runs, *((word,) for word in words)]
        return self._asked(terms, min(LEAST_NEAR, len(terms)), limit) if terms else []

    def _asked(
        self, terms: Sequence[tuple[str, ...]], least: int, limit: int, author: str | None = None
    ) -> list[Passage]:
        """The best passages that meet at least so many of the terms."""
        wants = tuple(Want((Term(PLAIN, term),)) for term in terms)
        return [find.passage for find in self._index.search(Query(wants, least, author=author), limit)]

    def _runs(self, known: Sequence[_Known]) -> list[tuple[str, ...]]:
        """Runs around the rarest words, that do not overlap."""
        found: list[tuple[str, ...]] = []
        used: set[tuple[int, int]] = set()
        for word in known:
            places = {(id(word.run), at) for at in range(word.at - NEAR_RUN, word.at + NEAR_RUN + 1)}
            run = word.around(NEAR_RUN)
            if len(run) > 1 and not places & used:
                found.append(run)
                used |= places
            if len(found) == NEAR_RUNS:
                break
        return found

    def _words(self, known: Sequence[_Known]) -> list[str]:
        """The rarest words, of which one at least is asked for however common."""
        found: dict[str, int] = {}
        for word in known:
            if found and (len(found) == NEAR_WORDS or sum(found.values()) + word.count > MOST_FOUND):
                break
            found[word.word] = word.count
        return list(found)

    def _known(self, pieces: Sequence[Piece]) -> list[_Known]:
        """The words that the texts hold, the rarest first."""
        found = []
        for piece in pieces:
            for run in _cut_into_runs(piece.forms):
                counts = [self._index.frequency(PLAIN, word) for word in run]
                for first, last in _stretches(counts):
                    part = tuple(run[first:last])
                    found += [_Known(part, at, counts[first + at]) for at in range(last - first)]
        return sorted(found, key=lambda word: word.count)


def _cut_into_runs(forms: Sequence[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for form in forms:
        if is_word(form):
            run.append(fold(form))
        elif form not in WITHIN_RUN and run:
            yield run
            run = []
    if run:
        yield run


def _stretches(counts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches without a word that the texts lack."""
    first = 0
    for at, count in enumerate([*counts, 0]):
        if not count:
            if at > first:
                yield first, at
            first = at + 1
