"""What somebody wants a topic to be, as they typed it: cleaned, and held to the limits of topics."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.corpus.words import folded_words
from bot.errors import BadInput

TITLE, NAME, KEYWORD, QUESTION = 60, 60, 60, 200
KEYWORDS, NAMES = 20, 40
# One on each line, or divided by commas.
BETWEEN = re.compile(r"[,;\n]+")
# Controls, signs that turn the writing direction or are not seen, halves of characters.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


@dataclass(frozen=True, slots=True)
class Wish:
    """A topic's title, what its sides are searched with, the question at stake, and what else it is called."""

    title: str
    keywords: tuple[str, ...] = ()
    question: str = ""
    names: tuple[str, ...] = ()


def wish(title: str, keywords: str = "", question: str = "", names: str = "") -> Wish:
    """What was typed, cleaned; BadInput where something is missing, or longer or more than there is room for."""
    named = _short("title", title, TITLE)
    if not folded_words(named):
        raise BadInput("topic-title-empty")
    return Wish(
        title=named,
        keywords=_several("keyword", keywords, KEYWORD, KEYWORDS),
        question=_short("question", question, QUESTION),
        names=_several("name", names, NAME, NAMES),
    )


def cleaned(text: str) -> str:
    """A line of text as it can be kept and shown: composed, without what is not seen, with single blanks."""
    composed = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    seen = "".join(" " if sign in "\t\n\r" else sign for sign in composed if _is_seen(sign))
    return " ".join(seen.split())


def _is_seen(sign: str) -> bool:
    return sign in "\t\n\r" or unicodedata.category(sign) not in UNSEEN


def _short(what: str, text: str, longest: int) -> str:
    kept = cleaned(text)
    if len(kept) > longest:
        raise BadInput(f"topic-{what}-long", limit=longest)
    return kept


def _several(what: str, text: str, longest: int, most: int) -> tuple[str, ...]:
    """The different ones in a list; what differs in case alone is the same."""
    found = {kept.casefold(): kept for part in BETWEEN.split(text) if (kept := _short(what, part, longest))}
    if len(found) > most:
        raise BadInput(f"topic-{what}s-many", limit=most)
    return tuple(kept for kept in found.values() if folded_words(kept))
