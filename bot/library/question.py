"""Reads what a member typed: words, phrases, exclusions and filters, cleaned of everything that is no text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.corpus.words import fold, words
from bot.errors import BadInput

MAX_QUERY = 200
MAX_WORDS = 12
SHORT = 80
PHRASE = re.compile(r'["“”„«»‟]([^"“”„«»‟]{2,})["“”„«»‟]')
FILTERS = {"author": "author", "auteur": "author", "section": "section", "sectie": "section"} | {
    "speaker": "speaker",
    "spreker": "speaker",
}
FILTER = re.compile(rf"(?:^|\s)({'|'.join(FILTERS)}):(?:[\"“„]([^\"”“]+)[\"”“]|(\S+))", re.IGNORECASE)
EXCLUDED = re.compile(r"(?:^|\s)[-−]([^\W\d_]\S*)")
# Before words of which some are enough.
SOME = "~"
DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the query as it was typed and as the index folds it; `content` where it says what it is about."""

    typed: str
    folded: str
    content: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """A query in its parts: loose words in order, quoted phrases, words to shun, and filters (empty: none).

    `some`: to meet a few of the words is enough.
    """

    words: tuple[Word, ...]
    phrases: tuple[tuple[Word, ...], ...] = ()
    without: tuple[Word, ...] = ()
    author: str = ""
    section: str = ""
    speaker: str = ""
    some: bool = False


def clean(text: str) -> str:
    """The text without control, bidi and surrogate characters, composed, with single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in DROPPED)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def cut(text: str, length: int) -> str:
    """As many of a text's first words as are so long."""
    return text if len(text) <= length else text[: length + 1].rpartition(" ")[0] or text[:length]


def read(text: str, function: frozenset[str]) -> Question:
    """The parts of a query; BadInput where it holds no word or is too long. `function` words are no content."""
    query = clean(text)
    if not query:
        raise BadInput("query-empty")
    if len(query) > MAX_QUERY:
        raise BadInput("query-long", limit=MAX_QUERY)
    filters = {FILTERS[found[1].lower()]: found[2] or found[3] for found in FILTER.finditer(query)}
    rest = FILTER.sub(" ", query)
    phrases = tuple(_words(found[1], frozenset()) for found in PHRASE.finditer(rest))
    rest = PHRASE.sub(" ", rest)
    without = _words(" ".join(EXCLUDED.findall(rest)), frozenset())
    loose = _words(EXCLUDED.sub(" ", rest), function)
    if without and not phrases and not any(word.content for word in loose):
        # What only shuts out would find nothing: then the dash was no sign.
        loose, without = without, ()
    if not loose and not any(phrases) and "speaker" not in filters:
        raise BadInput("query-wordless")
    kept = tuple(phrase[:MAX_WORDS] for phrase in phrases if phrase)
    return Question(_limited(loose), kept, without, **filters, some=query.startswith(SOME))


def said_by(text: str, speaker: str) -> str:
    """A query for what somebody is quoted as saying on it."""
    named = re.sub(r"[\"“”„]", "", speaker).strip()
    return f'{text} speaker:"{named}"' if named else text


def run(words: Sequence[Word]) -> tuple[str, ...]:
    """The words between the first and the last that say something, with them."""
    telling = [at for at, word in enumerate(words) if word.content]
    return tuple(word.folded for word in words[telling[0] : telling[-1] + 1]) if telling else ()


def compact(text: str, function: frozenset[str]) -> str:
    """A query that asks the same in fewer characters, where it is long."""
    query = clean(text)
    if len(query) <= SHORT:
        return query
    kept = (word for word in query.split() if fold(word.strip(".,?!")) not in function)
    return " ".join(kept)


def _words(text: str, function: frozenset[str]) -> tuple[Word, ...]:
    return tuple(Word(text[at.start : at.end], folded, folded not in function) for at, folded in words(text))


def _limited(found: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words up to the last content word that counts; one that is said twice counts once."""
    kept: list[Word] = []
    seen: set[str] = set()
    for word in found:
        if word.content and (word.folded in seen or len(seen) == MAX_WORDS):
            continue
        seen |= {word.folded} if word.content else set()
        kept.append(word)
    return tuple(kept)
