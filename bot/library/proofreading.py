"""Reads the words of a question as they were meant: each by itself, then by the words beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.index.reader import Index
from bot.library.mending import NoMender
from bot.library.question import Word, run
from bot.library.ways import Ways

# So many words that stand side by side as they were typed are no chance.
LEAST_RUN = 3


class Proofreader:
    """Mends words, with the vocabulary of the texts and with what stands side by side in them."""

    def __init__(self, index: Index, ways: Ways, mender: NoMender) -> None:
        self._index = index
        self._ways = ways
        self._mender = mender

    def read(self, words: Sequence[Word]) -> list[Word]:
        """The words, those that were mistyped as the known ones that they were meant to be."""
        mended = [self._alone(words, at) for at in range(len(words))]
        if len(run(words)) < LEAST_RUN:
            return mended
        lacking = [at for at, word in enumerate(words) if word.content and self._is_strange(word.folded)]
        return self._beside(mended, lacking[0], words[lacking[0]].folded) if len(lacking) == 1 else mended

    def _alone(self, words: Sequence[Word], at: int) -> Word:
        word = words[at]
        if not word.content or self._ways.certain(word.folded) or self._ways.joins(words, at):
            return word
        side_by_side = len(self._ways.split(word.folded)) == 1
        meant = None if side_by_side else self._mender.mend(word.folded)
        return replace(word, folded=meant) if meant else word

    def _beside(self, words: list[Word], at: int, typed: str) -> list[Word]:
        """The words with the one at a place as it stands in the texts between the others, if it does."""
        for candidate in self._readings(words, at, typed):
            if self._index.holds(self._ways.exact(run(candidate))):
                return candidate
        return words

    def _readings(self, words: list[Word], at: int, typed: str) -> Iterator[list[Word]]:
        yield words
        for meant in self._mender.near(typed):
            yield [*words[:at], replace(words[at], folded=meant), *words[at + 1 :]]

    def _is_strange(self, word: str) -> bool:
        """Whether neither the texts nor the reviewed lists nor the dictionaries hold a word."""
        return word not in self._index.words and not self._mender.ordinary(word)
