"""Cuts text into the tokens by which a claim and a text are compared: words as they are, marks by their kind alone.

White space, the shapes of quotation marks, dashes and ellipses, invisible characters, bullets and footnote marks make
no difference; letters, accents, capitals and all other signs do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

OMISSION, QUOTE, DASH = "…", '"', "-"
# Control and format characters, soft hyphens, and the bullets of lists.
INVISIBLE = "\x00-\x08\x0e-\x1b\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff•‣▪"
QUOTES = "\"'`´′″“”„‟‘’‚‛«»‹›＂＇「」『』〝〞〟"
DASHES = "\\-‐‑‒–—―−﹣－"
TOKEN = re.compile(
    rf"""(?P<note>\[\d{{1,3}}\])
    |(?P<omission>[\[(]\s*(?:…|\.(?:\s?\.)+)\s*[\])]|…|\.(?:\s?\.){{2,}})
    |(?P<word>(?:\[[^\W\d_]\](?=[^\W\d_]))?[^\W_](?:[^\W_]|[\u0300-\u036f]|[{INVISIBLE}]+(?=[^\W_]))*)
    |(?P<quote>(?:,,|[{QUOTES}])+)
    |(?P<dash>[{DASHES}]+)
    |(?P<other>[^\s{INVISIBLE}])""",
    re.VERBOSE,
)
# An apostrophe that Unicode holds for a letter.
LETTERS_TO_MARKS = {0x02BC: "’", 0x02BB: "‘"}
# What is no part of a word as it is compared: invisible characters, and the brackets of “[h]ij”.
NO_LETTER = re.compile(rf"[{INVISIBLE}\[\]]")
KINDS = {"omission": OMISSION, "quote": QUOTE, "dash": DASH}


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as tokens: the form of each for comparison, and where it begins and ends in the text."""

    text: str
    forms: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def between(self, first: int, last: int) -> str:
        """The characters of tokens `first` up to `last`, as they stand; nothing where there are none."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""


def tokens(text: str) -> Tokens:
    """The tokens of a text, without its footnote marks."""
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in TOKEN.finditer(text.translate(LETTERS_TO_MARKS)):
        if found.lastgroup != "note":
            forms.append(KINDS.get(found.lastgroup or "") or _folded(found.group()))
            starts.append(found.start())
            ends.append(found.end())
    return Tokens(text, forms, starts, ends)


def is_word(form: str) -> bool:
    """Whether a token is a word or a number."""
    return form[0].isalnum()


def count_words(forms: Sequence[str]) -> int:
    """How many of the tokens are words."""
    return sum(map(is_word, forms))


def other_case(word: str) -> str:
    """The word with its first letter in the other case: a claim may begin where a sentence did not."""
    first = word[0].lower() if word[0].isupper() else word[0].upper()
    return first + word[1:]


def _folded(token: str) -> str:
    if token.isascii() and token[0] != "[":
        return token
    return unicodedata.normalize("NFKC", NO_LETTER.sub("", token)) or token
