"""Corrects a mistyped word to one that the texts or the reviewed lists hold, where there is enough evidence."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from bot.index.sounds import sound
from bot.index.vocabulary import Known, Vocabulary
from bot.library.dictionary import RARE, Dictionary

# One edit in words of 4 letters, two from 8.
LEAST_LETTERS, TWO_EDITS_FROM = 4, 8
# Letters that people leave out, double or swap weigh less than letters that they take for others.
SAME_SOUND, TRANSPOSED, LEFT_OUT, OTHER_LETTER, OTHER_BEGINNING = 0.1, 0.6, 0.8, 1.0, 0.7
# A word that stands in the reviewed lists only, against one that stands in the texts.
UNUSED = 0.25
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = 0.8
SHORT_WORD, SHORT_LIMIT, LIMIT, LONG_LIMIT = 4, 0.8, 1.0, 2.0
SAME_SOUND_LETTERS = 5
# A word that the lists hold but hardly met is corrected only where a letter or two are out of place.
RARE_LIMIT = 0.8


class NoMender:
    """Corrects nothing: what the search is without this rule."""

    def prepare(self) -> None:
        """Has nothing to read."""

    def mend(self, word: str) -> str | None:
        """None, whatever the word."""
        return None

    def near(self, word: str) -> list[str]:
        """No word."""
        return []

    def ordinary(self, word: str) -> bool:
        """Whether a word is one of the members' languages, and no name."""
        return True


class Mender(NoMender):
    """Finds what a word was meant to be."""

    def __init__(self, vocabulary: Vocabulary, dictionary: Dictionary, function: frozenset[str]) -> None:
        self._vocabulary = vocabulary
        self._dictionary = dictionary
        self._function = function

    def prepare(self) -> None:
        """Reads the word lists before a question needs them."""
        self._dictionary.count(" ")

    def mend(self, word: str) -> str | None:
        """The known word that this one was meant to be; None where it is too short, too far, or a usual word itself."""
        if len(word) < LEAST_LETTERS or any(c.isdigit() for c in word):
            return None
        candidates = self._candidates(word)
        count = self._dictionary.count(word) if candidates else 0
        if count == RARE:
            candidates = [known for known in candidates if known.count and _cost(word, known.word) <= RARE_LIMIT]
        if not candidates or count > RARE:
            return None
        return min(
            candidates,
            key=lambda known: (_cost(word, known.word) + UNUSED * (not known.count), -known.count, known.word),
        ).word

    def near(self, word: str) -> list[str]:
        """The words of the texts that this one may have been meant to be, the likeliest first."""
        if len(word) < LEAST_LETTERS or any(c.isdigit() for c in word):
            return []
        known = (known for known in self._candidates(word) if known.count)
        return list(dict.fromkeys(k.word for k in sorted(known, key=lambda known: _cost(word, known.word))))

    def ordinary(self, word: str) -> bool:
        """Whether a word is one of the members' languages, and no name."""
        return word in self._dictionary

    def _candidates(self, word: str) -> list[Known]:
        alike = self._vocabulary.alike(word) if len(word) >= SAME_SOUND_LETTERS else []
        near = self._vocabulary.near(word, 1)
        if not near and len(word) >= TWO_EDITS_FROM:
            near = self._vocabulary.near(word, 2)
        fits = [known for known in near if _cost(word, known.word) <= _limit(word)]
        return [k for k in (*alike, *fits) if len(k.word) >= LEAST_LETTERS and k.word not in self._function]


def _limit(word: str) -> float:
    if len(word) <= SHORT_WORD:
        return SHORT_LIMIT
    return LONG_LIMIT if len(word) >= TWO_EDITS_FROM else LIMIT


def _cost(typed: str, meant: str) -> float:
    """How far apart two words are, by the mistakes that people make; next to nothing where they sound alike."""
    edits = OSA.distance(typed, meant)
    if sound(typed) == sound(meant):
        return SAME_SOUND * edits
    beginning = OTHER_BEGINNING if sound(typed[0]) != sound(meant[0]) else 0.0
    return edits * _weight(typed, meant, edits) + beginning


def _weight(typed: str, meant: str, edits: int) -> float:
    """What an edit weighs, by what all edits together come to."""
    if sorted(typed) == sorted(meant):
        return TRANSPOSED
    if abs(len(typed) - len(meant)) == edits:
        return LEFT_OUT
    if all(a == b or _beside(a, b) for a, b in zip(typed, meant, strict=False)) and len(typed) == len(meant):
        return BESIDE
    return OTHER_LETTER


def _beside(a: str, b: str) -> bool:
    """Whether two letters are neighbours on a keyboard."""
    return any(a in row and b in row and abs(row.index(a) - row.index(b)) == 1 for row in KEYBOARD)
