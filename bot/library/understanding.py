"""Turns a question into what the index is asked, and says how each word was read."""

from __future__ import annotations

from dataclasses import dataclass

from bot.index.query import Term, Want
from bot.index.schema import PLAIN
from bot.index.words import stem, stem_field
from bot.library.question import Question, Word
from bot.model import Understood

EXACT = 2.0
STEM = 1.0
PHRASE = 4.0


@dataclass(frozen=True, slots=True)
class Reading:
    """The wants of a question, in order, and how its words were read."""

    wants: tuple[Want, ...]
    understood: tuple[Understood, ...]


def understand(question: Question, languages: tuple[str, ...]) -> Reading:
    """What to look for: each word as it is and by its stem in every language held; each phrase as it is."""
    wants = [_word(word, languages) for word in question.words]
    wants += [_phrase(phrase) for phrase in question.phrases]
    told = [Understood(word.typed, word.folded, "word") for word in question.words]
    told += [Understood(_joined(phrase), _joined(phrase), "phrase") for phrase in question.phrases]
    return Reading(tuple(wants), tuple(told))


def _word(word: Word, languages: tuple[str, ...]) -> Want:
    stems = {(stem_field(language), stem(word.folded, language)) for language in languages}
    ways = [Term(PLAIN, (word.folded,), EXACT)]
    ways += [Term(field, (form,), STEM) for field, form in sorted(stems)]
    return Want(tuple(ways))


def _phrase(phrase: tuple[Word, ...]) -> Want:
    return Want((Term(PLAIN, tuple(word.folded for word in phrase), PHRASE),))


def _joined(phrase: tuple[Word, ...]) -> str:
    return " ".join(word.folded for word in phrase)
