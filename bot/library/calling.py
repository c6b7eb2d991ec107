"""Finds whom somebody means by a name, as it is spelt or nearly so."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from bot.corpus.words import folded_words

# A short word that is nearly another is another; and so is a number.
ALIKE, LEAST_LETTERS = 80, 5


def called(told: str, keys: Mapping[str, str]) -> str | None:
    """Whose name this is, nearly at least, of keys by names in folded words; None for nobody's, or that of two."""
    wanted = " ".join(folded_words(told))
    if wanted in keys or len(wanted) < LEAST_LETTERS:
        return keys.get(wanted)
    near = process.extract(wanted, keys.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
    fitting = [(score, keys[name]) for name, score, _ in near if _word_by_word(wanted, name)]
    best = {key for score, key in fitting if score == fitting[0][0]}
    return best.pop() if len(best) == 1 else None


def _word_by_word(told: str, name: str) -> bool:
    """Whether each word is the other's, or a long one nearly so: the second of a name is not the third."""
    pairs = zip(told.split(), name.split(), strict=False)
    return told.count(" ") == name.count(" ") and all(one == other or _alike(one, other) for one, other in pairs)


def _alike(one: str, other: str) -> bool:
    long = min(len(one), len(other)) >= LEAST_LETTERS and one.isalpha() and other.isalpha()
    return long and fuzz.ratio(one, other) >= ALIKE
