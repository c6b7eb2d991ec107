"""Finds who is mentioned at a place, and whether they can be the subject there."""

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.proposing.phrases import ADJECTIVES, Mention, Sentence

# As many people may share a view.
JOINED = 8


@dataclass(frozen=True, slots=True)
class Who:
    """Who speaks: nobody known where a pronoun stands. `also` are the keys of those who speak with them."""

    key: str | None = None
    named: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A verb's subject: the word that it begins with, and who it is; `own` where the author speaks."""

    start: int
    who: Who
    own: bool = False


def who(sentence: Sentence, mention: Mention) -> Subject:
    """The mention as a subject, with those whom *and* joins to it."""
    joined = [mention]
    while len(joined) < JOINED and (left := _joined(sentence, joined[0])) is not None:
        joined.insert(0, left)
    first, *others = joined
    also = tuple(other.key for other in others if other.key and other.key != first.key)
    return Subject(first.start, Who(first.key, sentence.named(first), also))


def mention_at(sentence: Sentence, at: int) -> Mention | None:
    """The mention that begins at word `at`, or after the article and adjectives there; not the owner of another."""
    found: Mention | None = None
    place = at
    while place < min(at + ADJECTIVES + 1, len(sentence.words)):
        if place > at and sentence.clauses[place] == place:
            break
        mention = sentence.mentions.get(place)
        if not mention and (found or sentence.words[place] != "s") and _stops(sentence, place):
            break
        found, place = mention or found, mention.end if mention else place + 1
        if mention and not sentence.possessive(mention):
            break
    return found


def stranger_at(sentence: Sentence, at: int) -> Subject | None:
    """A name that no list holds: capitalised words from `at` on."""
    end = at
    while end < min(at + ADJECTIVES, len(sentence.words)) and capital(sentence, end):
        if end > at and sentence.clauses[end] == end:
            break
        end += 1
    if end == at or sentence.words[at] in sentence.lexicon.function or sentence.words[at] in sentence.speech.articles:
        return None
    known = any(spotted.start == 0 for spotted in sentence.lexicon.names.spot(sentence.words[at:end]))
    return None if known else who(sentence, Mention(None, at, end))


def free(sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention can be a subject: it stands behind no preposition and owns nothing."""
    if sentence.possessive(mention):
        return False
    for _ in range(JOINED):
        left = _joined(sentence, mention)
        if left is None:
            break
        mention = left
    return not _governed(sentence, mention)


def _stops(sentence: Sentence, at: int) -> bool:
    """Whether a word can stand neither before a name nor between its article and it."""
    word = sentence.words[at]
    return word in sentence.lexicon.function and word not in sentence.speech.articles and word != "s"


def _governed(sentence: Sentence, mention: Mention) -> bool:
    lowest = max(mention.start - ADJECTIVES, sentence.clauses[mention.start])
    for at in range(mention.start - 1, lowest - 1, -1):
        word = sentence.words[at]
        if word in sentence.speech.cases:
            return True
        if at in sentence.mentions or capital(sentence, at) or word.isdigit() or word in sentence.speech.and_:
            return False
    return False


def _joined(sentence: Sentence, mention: Mention) -> Mention | None:
    """The mention that *and* or a comma joins to this one."""
    lowest = max(mention.start - 1 - ADJECTIVES, -1)
    for at in range(mention.start - 1, lowest, -1):
        if sentence.words[at] in sentence.speech.and_:
            return sentence.mentions.get(at - 1)
        if sentence.words[at] in sentence.speech.cases or at in sentence.mentions:
            return None
    return None


def capital(sentence: Sentence, at: int) -> bool:
    """Whether a word begins with a capital."""
    return sentence.text[sentence.tokens[at][0].start].isupper()
