"""Words: the same cutting and folding for texts, for questions and for what is reviewed about them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bot.model import Span

# A run of letters and digits with the combining marks that belong to them, so that NFD text has whole words.
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
MAX_WORD = 60
# What is between words for certain. Letters with accents and other signs are left to WORD.
BETWEEN = dict.fromkeys(map(ord, "“”„‘’–—…•«»"), " ") | {code: " " for code in range(128) if not chr(code).isalnum()}


def words(text: str) -> Iterator[tuple[Span, str]]:
    """The words of a text: where each stands, and its folded form."""
    for found in WORD.finditer(text):
        yield Span(found.start(), found.end()), fold(found.group())


def folded_words(text: str) -> list[str]:
    """The folded words of a text, in order: those of `words`, in a quarter of the time where the text is plain."""
    spaced = text.translate(BETWEEN)
    if spaced.isascii():
        plain = spaced.lower().split()
        return plain if max(map(len, plain), default=0) <= MAX_WORD else [word[:MAX_WORD] for word in plain]
    return [fold(word) for word in WORD.findall(spaced)]


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Lower case without accents, of bearable length: *Éénpartijstaat* is *eenpartijstaat*."""
    if not word.isascii():
        bare = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).casefold())
        word = unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c)))
    return word.lower()[:MAX_WORD]
