"""Finds the words of a sentence that give somebody the floor: verbs of speech with a subject, and others."""

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.proposing.people import Subject, Who, mention_at, stranger_at, who
from bot.corpus.proposing.phrases import ADJECTIVES, Sentence
from bot.corpus.proposing.speech import Wordlist
from bot.corpus.proposing.subjects import subject

# As far as a clause with *that*, or a participle, may stand from what it belongs to.
NEAR = 12


@dataclass(frozen=True, slots=True)
class Said:
    """Words `start` to `end` that give somebody the floor, and whom. `whole`: they are a report whatever follows."""

    start: int
    end: int
    subject: Subject
    whole: bool


def held(sentence: Sentence, at: int) -> Said | None:
    """*Volgens X*, *in zijn optiek*, and *voor X was*."""
    words, speech = sentence.words, sentence.speech
    if end := speech.in_view.at(words, at):
        return Said(at, end, Subject(at, Who()), whole=True)
    if (end := speech.according.at(words, at)) and end < len(words):
        found = _held_by(sentence, end)
        return Said(at, end, found, whole=True) if found else None
    if (end := speech.for_whom.at(words, at)) and _begins(sentence, at):
        mention = mention_at(sentence, end)
        if mention and mention.key and _next(sentence, mention.end, speech.counts):
            return Said(at, end, who(sentence, mention), whole=True)
    return None


def has_that(sentence: Sentence, end: int) -> bool:
    """Whether a clause with *that* follows word `end`."""
    return any(word in sentence.speech.that for word in sentence.words[end : end + NEAR])


def shows(sentence: Sentence, at: int) -> Said | None:
    """*X toonde*."""
    end = sentence.speech.shows.at(sentence.words, at)
    found = subject(sentence, at, end) if end else None
    return Said(at, end, found, whole=False) if end and found else None


def document(sentence: Sentence, at: int) -> Said | None:
    """*Het testament van X*."""
    owner = _owner(sentence, at) if sentence.words[at] in sentence.speech.documents else None
    return Said(at, at + 1, owner, whole=False) if owner else None


def verb(sentence: Sentence, at: int) -> Said | None:
    """*X schrijft*."""
    if sentence.words[at] in sentence.speech.said and _is_passive(sentence, at):
        return None
    claims = sentence.speech.claims.at(sentence.words, at)
    end = claims or sentence.speech.says.at(sentence.words, at)
    found = subject(sentence, at, end) if end else None
    if not end or not found or found.own:
        return None
    return Said(at, end, found, whole=bool(claims) or has_that(sentence, end))


def _is_passive(sentence: Sentence, at: int) -> bool:
    before = sentence.words[max(sentence.clauses[at], at - NEAR) : at]
    return any(word in sentence.speech.passive for word in before)


def passive(sentence: Sentence, at: int) -> Said | None:
    """*Door X omschreven als*, *omschreven door X*."""
    if sentence.words[at] not in sentence.speech.by or at + 1 >= len(sentence.words):
        return None
    mention = mention_at(sentence, at + 1)
    around = [*sentence.words[max(sentence.clauses[at], at - ADJECTIVES) : at], *sentence.words[at : at + NEAR]]
    if not mention or not any(word in sentence.speech.said for word in around):
        return None
    return Said(at, mention.end, who(sentence, mention), whole=True)


def noun(sentence: Sentence, at: int) -> Said | None:
    """*X’s argument dat*, *het pleidooi van X voor*."""
    owner = _owner(sentence, at) if sentence.words[at] in sentence.speech.views else None
    if not owner:
        return None
    pleads = _next(sentence, at + 1, sentence.speech.for_whom)
    return Said(at, at + 1, owner, whole=True) if pleads or has_that(sentence, at) else None


def _owner(sentence: Sentence, at: int) -> Subject | None:
    """Whose the noun at word `at` is."""
    if _next(sentence, at + 1, sentence.speech.of) and (mention := mention_at(sentence, at + 2)):
        return Subject(at, who(sentence, mention).who)
    for place in range(at - 1, max(at - 1 - ADJECTIVES, -1), -1):
        mention = sentence.mentions.get(place)
        if mention:
            return who(sentence, mention) if sentence.possessive(mention) or place == at - 1 else None
    return None


def _held_by(sentence: Sentence, at: int) -> Subject | None:
    if sentence.words[at] in sentence.speech.them:
        return Subject(at, Who())
    mention = mention_at(sentence, at)
    return who(sentence, mention) if mention else stranger_at(sentence, at)


def _begins(sentence: Sentence, at: int) -> bool:
    return at - sentence.clauses[at] <= 1 or sentence.words[at - 1] in sentence.speech.that


def _next(sentence: Sentence, at: int, words: Wordlist) -> bool:
    return at < len(sentence.words) and words.at(sentence.words, at) is not None
