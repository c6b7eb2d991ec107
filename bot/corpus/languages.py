"""Tells in which of the languages that were reviewed a text is written, by the words that carry no subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from bot.corpus.lexicon import read_toml
from bot.corpus.words import fold, folded_words
from bot.errors import BadInput

# So much is read of a text, from its middle: at its ends stand names, and other languages.
ENOUGH = 200_000
# So many words in a hundred at least are such words, and those of another language are far fewer.
LEAST, TIMES = 0.08, 2
FEW_WORDS = 20


class Tongues:
    """The languages of words.toml in the folder `data`, each with the words that no other one of them has."""

    def __init__(self, data: Path) -> None:
        listed = {code: set(map(fold, of.get("function", ()))) for code, of in read_toml(data / "words.toml").items()}
        held = Counter(word for words in listed.values() for word in words)
        self._own = {code: {word for word in words if held[word] == 1} for code, words in listed.items()}

    def language(self, text: str, told: str, hinted: str) -> str:
        """The language of a text: as a person told, as its file hints, or as its words say.

        BadInput for a language that nobody reviewed, or another than that of the words; where nothing tells.
        """
        wanted = told or (hinted if hinted in self._own else "")
        if told and told not in self._own:
            raise BadInput("add-language-unknown", languages=", ".join(self._own))
        shares = self._shares(text)
        seems = max(shares, key=lambda code: shares[code]) if shares else ""
        clear = bool(seems) and _is_clear(shares, seems)
        if wanted and clear and seems != wanted and shares[seems] > TIMES * shares[wanted]:
            raise BadInput("add-language-other", language=wanted, seems=seems)
        if not (wanted or clear):
            raise BadInput("add-language-unclear", languages=", ".join(self._own))
        return wanted or seems

    def _shares(self, text: str) -> Mapping[str, float]:
        """How much of a text are words of each language; nothing of a text that is too short to tell."""
        start = max(0, (len(text) - ENOUGH) // 2)
        found = folded_words(text[start : start + ENOUGH])
        if len(found) < FEW_WORDS:
            return {}
        return {code: sum(word in words for word in found) / len(found) for code, words in self._own.items()}


def _is_clear(shares: Mapping[str, float], seems: str) -> bool:
    others = (share for code, share in shares.items() if code != seems)
    return shares[seems] >= LEAST and shares[seems] > TIMES * max(others, default=0.0)
