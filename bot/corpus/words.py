"""Words: the same cutting and folding for texts, for questions and for what is reviewed about them."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.model import Span

# A run of letters and digits with the combining marks that belong to them, so that NFD text has whole words.
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
MAX_WORD = 60
# Western text byte by byte: letters in lower case, digits, and blanks for what is between words for certain. What then
# is not ASCII (letters with accents, other signs) is left to WORD.
WESTERN = "cp1252"
BETWEEN = bytes(code for code in range(128) if not chr(code).isalnum()) + "“”„‘’–—…•«»\u00a0".encode(WESTERN)
PLAIN = bytes.maketrans(
    BETWEEN + string.ascii_uppercase.encode(), b" " * len(BETWEEN) + string.ascii_lowercase.encode()
)
UNKNOWN = b"\xff"
# The same, for texts of a line each.
LINES = PLAIN[: ord("\n")] + b"\n" + PLAIN[ord("\n") + 1 :]


def words(text: str) -> Iterator[tuple[Span, str]]:
    """The words of a text: where each stands, and its folded form."""
    for found in WORD.finditer(text):
        yield Span(found.start(), found.end()), fold(found.group())


def folded_words(text: str) -> list[str]:
    """The folded words of a text, in order: those of `words`, in a quarter of the time where the text is plain."""
    try:
        plain = text.encode(WESTERN).translate(PLAIN)
    except UnicodeEncodeError:
        plain = UNKNOWN
    if not plain.isascii():
        return [fold(word) for word in WORD.findall(text)]
    found = plain.decode("ascii").split()
    return found if max(map(len, found), default=0) <= MAX_WORD else [word[:MAX_WORD] for word in found]


def folded_lines(texts: Sequence[str]) -> list[list[str]]:
    """The folded words of each of many short texts: those of `folded_words`, in a third of the time."""
    plain = [text for text in texts if text.isascii() and len(text) <= MAX_WORD and "\n" not in text]
    lines = "\n".join(plain).encode().translate(LINES).decode().split("\n") if plain else []
    found = {text: line.split() for text, line in zip(plain, lines, strict=True)}
    return [found[text] if text in found else folded_words(text) for text in texts]


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Lower case without accents, of bearable length: *Éénpartijstaat* is *eenpartijstaat*."""
    if not word.isascii():
        bare = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).casefold())
        word = unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c)))
    return word.lower()[:MAX_WORD]
