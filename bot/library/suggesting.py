"""Offers near words, names and headings that do have answers, where a question has none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import fuzz, process, utils

from bot.corpus.lexicon import Lexicon
from bot.index.enrich import NAME
from bot.index.reader import Index
from bot.index.schema import EXTRA
from bot.library.question import Question

OFFERED = 3
NEAR_ENOUGH = 75
EDITS, LEAST_LETTERS = 2, 4
# Comparing takes some microseconds each, and a large library has tens of thousands of them.
HEADINGS_COMPARED = 1000


class Suggester:
    """Knows the subjects that the texts answer: their headings, and the names that they mention."""

    def __init__(self, lexicon: Lexicon, index: Index) -> None:
        self._subjects = lexicon.names.words | lexicon.glossary.words
        self._words = index.words
        self.headings = tuple(dict.fromkeys(section.title for section in index.sections))
        self.names = tuple(title for key, title in lexicon.titles.items() if index.frequency(EXTRA, f"{NAME}{key}"))

    def suggest(self, question: Question, answers: Callable[[str], bool]) -> tuple[str, ...]:
        """At most three near subjects, best first, for which `answers` says that there is something."""
        offered: list[str] = []
        for candidate in dict.fromkeys(self._candidates(question)):
            if candidate and answers(candidate):
                offered.append(candidate)
            if len(offered) == OFFERED:
                break
        return tuple(offered)

    def _candidates(self, question: Question) -> Iterable[str]:
        words = [word.folded for word in question.words if word.content]
        for word in words:
            if len(word) >= LEAST_LETTERS and not word.isdigit():
                near = [known.word for known in self._words.near(word, EDITS) if known.word in self._subjects]
                alike = (other for other in near if fuzz.ratio(word, other) >= NEAR_ENOUGH)
                yield from sorted(alike, key=lambda other: -fuzz.ratio(word, other))
        yield from nearest(" ".join(words), [*self.names, *self.headings[:HEADINGS_COMPARED]])
        if len(words) > 1:
            yield from words


def nearest(typed: str, names: Sequence[str]) -> list[str]:
    """The names that look like what was typed, best first."""
    found = process.extract(
        typed, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=OFFERED, score_cutoff=NEAR_ENOUGH
    )
    return [name for name, _, _ in found]
