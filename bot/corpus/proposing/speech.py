"""Reads `speech.toml`: the words by which a language hands the floor to somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from bot.corpus.lexicon import read_toml
from bot.corpus.words import folded_words
from bot.errors import CorpusError

FILE = "speech.toml"
# As far as the second part of a verb (*riep … op*) may stand from its first.
REACH = 30
Words = tuple[str, ...]


class Wordlist:
    """Phrases of folded words; one with … between has a second part further on."""

    def __init__(self, phrases: Iterable[str] = ()) -> None:
        self._by_first: dict[str, list[tuple[Words, Words]]] = {}
        for phrase in phrases:
            head, _, tail = phrase.partition("…")
            words = tuple(folded_words(head))
            self._by_first.setdefault(words[0], []).append((words, tuple(folded_words(tail))))
        for found in self._by_first.values():
            found.sort(key=lambda parts: -len(parts[0]) - len(parts[1]))

    def __contains__(self, word: str) -> bool:
        return any(len(head) == 1 and not tail for head, tail in self._by_first.get(word, ()))

    def at(self, words: Sequence[str], start: int) -> int | None:
        """Where the phrase ends that begins at word `start`; the second part of a verb does not count."""
        for head, tail in self._by_first.get(words[start], ()):
            end = start + len(head)
            if tuple(words[start:end]) == head and (not tail or _holds(words[end : end + REACH], tail)):
                return end
        return None


@dataclass(frozen=True, slots=True)
class Speech:
    """The lists of one language, as the head of `speech.toml` explains them."""

    says: Wordlist
    claims: Wordlist
    said: Wordlist
    to: Wordlist
    passive: Wordlist
    cries: Wordlist
    shows: Wordlist
    that: Wordlist
    by: Wordlist
    of: Wordlist
    pronouns: Wordlist
    own: Wordlist
    cases: Wordlist
    according: Wordlist
    for_whom: Wordlist
    counts: Wordlist
    them: Wordlist
    in_view: Wordlist
    views: Wordlist
    documents: Wordlist
    people: Wordlist
    articles: Wordlist
    works: Wordlist
    so_called: Wordlist
    called: Wordlist
    onward: Wordlist
    speaking: Wordlist
    breaks: Wordlist
    when: Wordlist
    and_: Wordlist


def read_speech(data: Path, language: str) -> Speech:
    """The lists for a language; empty ones where none were reviewed, so that only marks are found."""
    given = read_toml(data / FILE).get(language, {})
    try:
        return Speech(**{field.name: _wordlist(given, field.name.rstrip("_")) for field in fields(Speech)})
    except (TypeError, AttributeError, IndexError) as e:
        raise CorpusError("data-unreadable", file=FILE, reason=str(e)) from e


def _wordlist(given: Mapping[str, Any], name: str) -> Wordlist:
    return Wordlist(given.get(name, ()))


def _holds(words: Sequence[str], tail: Words) -> bool:
    return any(tuple(words[at : at + len(tail)]) == tail for at in range(len(words)))
