"""What many things are called, kept so that one is found while its name is being typed."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from bot.corpus.words import folded_lines, folded_words

# Beginnings in common weigh most while somebody types; then the word as a whole, or as far as it was typed, must fit.
BEGINS_ALIKE, LOOKED_INTO, ALIKE = 0.8, 50, 75
# A shorter word that looks like another is another.
LEAST_LETTERS = 4
REMEMBERED = 256
LAST = "\U0010ffff"
Numbers = Collection[int]


def key_words(text: str) -> list[str]:
    """The words of a text as they are compared: folded, with one letter for *ij* and *y*."""
    return [_one_letter(word) for word in folded_words(text)]


def _one_letter(folded: str) -> str:
    return folded.replace("ij", "y")


class Spellings:
    """The spellings of things, which are known by their numbers."""

    def __init__(self, called: Iterable[Iterable[str]]) -> None:
        each = [tuple(spellings) for spellings in called]
        distinct = tuple({spelling for spellings in each for spelling in spellings})
        folded = (_one_letter(" ".join(words)) for words in folded_lines(distinct))
        key_of = dict(zip(distinct, folded, strict=True))
        keys = [{key_of[spelling] for spelling in spellings} - {""} for spellings in each]
        pairs = sorted((key, number) for number, of in enumerate(keys) for key in of)
        self._spelt = [spelling for spelling, _ in pairs]
        self._whose = [number for _, number in pairs]
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, of in enumerate(keys):
            for word in set(" ".join(of).split()):
                holders[word].append(number)
        self._words = sorted(holders)
        self._holders = [tuple(holders[word]) for word in self._words]
        # One keystroke looks a word up twice, and the next ones do again.
        self._near = lru_cache(maxsize=REMEMBERED)(self._looked_up)

    def prepare(self) -> None:
        """Sorts the words beforehand by their letters, as is otherwise done when somebody first mistypes one."""
        _ = self._with_letter

    def equal(self, words: Sequence[str]) -> Numbers:
        """Those that are called just so."""
        typed = " ".join(words)
        return self._whose[bisect_left(self._spelt, typed) : bisect_left(self._spelt, f"{typed}\0")]

    def beginning(self, words: Sequence[str]) -> Numbers:
        """Those with a name that begins so."""
        typed = " ".join(words)
        return set(self._whose[bisect_left(self._spelt, typed) : bisect_left(self._spelt, typed + LAST)])

    def holding(self, words: Sequence[str]) -> Numbers:
        """Those in whose names each word begins a word."""
        each = [self.with_word(word) for word in words]
        return set.intersection(*each) if each else set()

    def with_word(self, begun: str) -> set[int]:
        """Those in whose names a word begins so."""
        within = range(bisect_left(self._words, begun), bisect_left(self._words, begun + LAST))
        return set[int]().union(*(self._holders[at] for at in within))

    def near(self, word: str) -> list[tuple[float, str, Numbers]]:
        """The words that look like this one: how much, up to 100, and in whose names they stand."""
        return [(score, self._words[at], self._holders[at]) for at, score in self._near(word).items()]

    @cached_property
    def _with_letter(self) -> Mapping[tuple[int, str], dict[int, str]]:
        """The words by their first letters: a mistake there leaves one of the two, or turns them round."""
        found: defaultdict[tuple[int, str], dict[int, str]] = defaultdict(dict)
        for at, word in enumerate(self._words):
            for place, letter in enumerate(word[:2]):
                found[place, letter][at] = word
        return found

    def _looked_up(self, word: str) -> dict[int, float]:
        """The numbers of the words that look like this one, with how much: of those that begin so, else nearly so."""
        if len(word) < LEAST_LETTERS:
            return {}
        first, second = word[0], word[1]
        groups = (((0, first),), ((1, second), (0, second), (1, first)))
        return self._alike_among(word, groups[0]) or self._alike_among(word, groups[1])

    def _alike_among(self, word: str, groups: Iterable[tuple[int, str]]) -> dict[int, float]:
        found: dict[int, float] = {}
        for group in groups:
            for other, _, at in process.extract(
                word,
                self._with_letter.get(group, {}),
                scorer=JaroWinkler.normalized_similarity,
                score_cutoff=BEGINS_ALIKE,
                limit=LOOKED_INTO,
            ):
                score = max(fuzz.ratio(word, other), fuzz.ratio(word, other[: len(word)]))
                if score >= ALIKE:
                    found[at] = score
        return found
