"""What somebody wants a topic to be, as they typed it: cleaned, and held to the limits of topics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from bot.corpus.words import folded_words
from bot.errors import BadInput

TITLE, NAME, KEYWORD, QUESTION = 60, 60, 60, 200
KEYWORDS, NAMES = 20, 40
# One on each line, or divided by commas; where there are semicolons, those divide, and commas belong to names.
BETWEEN, BETWEEN_WITH_COMMAS = re.compile(r"[,\n]+"), re.compile(r"[;\n]+")
# Controls, signs that turn the writing direction or are not seen, halves of characters; and letters without a shape.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
SHAPELESS = "\u115f\u1160\u2800\u3164\uffa0"


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


def listed(texts: Collection[str]) -> str:
    """Texts as somebody would type them, to be read back as the same."""
    return "".join(f"{text}; " for text in texts) if any("," in text for text in texts) else ", ".join(texts)


def cleaned(text: str) -> str:
    """A line of text as it can be kept and shown: composed, without what is not seen, with single blanks."""
    seen = "".join(" " if sign in "\t\n\r" else sign for sign in text if _is_seen(sign))
    # Only now: what was left out may have kept apart what is composed.
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _is_seen(sign: str) -> bool:
    return sign in "\t\n\r" or (unicodedata.category(sign) not in UNSEEN and sign not in SHAPELESS)


def _short(what: str, text: str, longest: int) -> str:
    kept = cleaned(text)
    if len(kept) > longest:
        raise BadInput(f"topic-{what}-long", limit=longest)
    return kept


def _several(what: str, text: str, longest: int, most: int) -> tuple[str, ...]:
    """The different ones in a list; what differs in case alone is the same."""
    # Some signs are commas or semicolons once they are composed.
    composed = unicodedata.normalize("NFC", text)
    between = BETWEEN_WITH_COMMAS if ";" in composed else BETWEEN
    found = {kept.casefold(): kept for part in between.split(composed) if (kept := _short(what, part, longest))}
    if len(found) > most:
        raise BadInput(f"topic-{what}s-many", limit=most)
    return tuple(kept for kept in found.values() if folded_words(kept))
