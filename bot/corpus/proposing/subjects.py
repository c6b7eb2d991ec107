"""Finds whose verb a verb is: the subject beside it, or the one that its sentence began with."""

from __future__ import annotations

from bot.corpus.proposing.people import Subject, Who, capital, free, mention_at, stranger_at, who
from bot.corpus.proposing.phrases import ADJECTIVES, REACH, Sentence


def subject(sentence: Sentence, start: int, end: int) -> Subject | None:
    """The subject of the verb at words `start` to `end`."""
    before = sentence.words[start - 1] if start else ""
    if before in sentence.speech.to:
        return _opening(sentence, start)
    if before in sentence.speech.and_:
        return _after(sentence, end) or _opening(sentence, start)
    return (
        _before(sentence, start, max(sentence.clauses[start], start - REACH))
        or _after(sentence, end)
        or (_opening(sentence, start) if sentence.clauses[start] == start else None)
    )


def _before(sentence: Sentence, verb: int, lowest: int) -> Subject | None:
    at = verb - 1
    while at >= lowest:
        if person := _person(sentence, at):
            return person if at >= min(verb - ADJECTIVES, sentence.clauses[verb] + 1) else None
        mention = sentence.mentions.get(at)
        if mention and free(sentence, mention):
            return who(sentence, mention)
        at = mention.start - 1 if mention else at - 1
    return _stranger_before(sentence, verb, lowest)


def _after(sentence: Sentence, end: int) -> Subject | None:
    if end >= len(sentence.words) or sentence.clauses[end] == end:
        return None
    if person := _person(sentence, end):
        return person
    mention = mention_at(sentence, end)
    if mention and free(sentence, mention):
        return who(sentence, mention)
    return stranger_at(sentence, end)


def _opening(sentence: Sentence, verb: int) -> Subject | None:
    """The first subject of the sentence, for a verb behind an apposition or behind *and*."""
    for at in range(max(0, verb - REACH), verb):
        mention = sentence.mentions.get(at)
        if mention and free(sentence, mention):
            return who(sentence, mention)
        if person := _person(sentence, at):
            return person
    return None


def _person(sentence: Sentence, at: int) -> Subject | None:
    word = sentence.words[at]
    if word in sentence.speech.own:
        return Subject(at, Who(), own=True)
    return Subject(at, Who()) if word in sentence.speech.pronouns else None


def _stranger_before(sentence: Sentence, verb: int, lowest: int) -> Subject | None:
    start = verb
    while start - 1 >= max(lowest, verb - ADJECTIVES) and capital(sentence, start - 1):
        start -= 1
    return stranger_at(sentence, start) if start < verb else None
