"""Reads what a member typed: its words and phrases, cleaned of everything that is no text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.corpus.words import words
from bot.errors import BadInput

MAX_QUERY = 200
MAX_WORDS = 12
PHRASE = re.compile(r'["“”„«»]([^"“”„«»]{2,})["“”„«»]')


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the query as it was typed and as the index folds it."""

    typed: str
    folded: str


@dataclass(frozen=True, slots=True)
class Question:
    """A query in its parts; `phrases` are the runs of words that stood in quotation marks."""

    words: tuple[Word, ...]
    phrases: tuple[tuple[Word, ...], ...]


def clean(text: str) -> str:
    """The text without control, bidi and surrogate characters, composed, with single spaces."""
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def read(text: str, function: frozenset[str]) -> Question:
    """The words and phrases of a query without its `function` words; BadInput where none is left or it is too long."""
    query = clean(text)
    if not query:
        raise BadInput("query-empty")
    if len(query) > MAX_QUERY:
        raise BadInput("query-long", limit=MAX_QUERY)
    phrases = tuple(_words(found.group(1)) for found in PHRASE.finditer(query))
    loose = _content(_words(PHRASE.sub(" ", query)), function)
    if not loose and not any(phrases):
        raise BadInput("query-wordless")
    return Question(loose[:MAX_WORDS], tuple(p[:MAX_WORDS] for p in phrases if p))


def compact(question: Question) -> str:
    """The shortest query that reads as the same question."""
    words = [word.typed for word in question.words]
    phrases = ['"' + " ".join(word.typed for word in phrase) + '"' for phrase in question.phrases]
    return " ".join([*words, *phrases])


def _words(text: str) -> tuple[Word, ...]:
    return tuple(Word(text[at.start : at.end], folded) for at, folded in words(text))


def _content(found: tuple[Word, ...], function: frozenset[str]) -> tuple[Word, ...]:
    """The words that carry the subject, each once, in the order in which they were typed."""
    once = {word.folded: word for word in found if word.folded not in function}
    return tuple(once.values())
