"""Finds who speaks between marks: by what leads in, what follows, or what the sentence before says."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from bot.corpus.proposing.people import Who, mention_at, who
from bot.corpus.proposing.phrases import Sentence
from bot.corpus.proposing.reading import Reading
from bot.corpus.proposing.verbs import held
from bot.model import Span

# *“…”, zo schreef X in 1920*: so near a verb after the marks belongs to them.
AFTER = 4
# Blanks, a bracket and a colon at most stand between a lead-in and the marks.
GAP = 3


@dataclass(frozen=True, slots=True)
class Lead:
    """Who is given the floor, and by what: a verb, a colon, a neighbouring sentence."""

    who: Who
    by: str


def lead(place: Span, readings: list[Reading], at: int, last: Who) -> Lead | None:
    """Who speaks in a marked stretch of sentence `at`; `last` spoke before. None where nothing says so."""
    reading = readings[at]
    before = reading.sentence.text[max(reading.sentence.span.start, place.start - GAP) : place.start].strip()
    if found := _after(reading, place):
        return Lead(found, "after")
    if before.endswith(":"):
        return Lead(_colon(reading, reading.until(place.start), last) or Who(), "colon")
    if reading.until(place.start):
        found = _within(reading, reading.until(place.start))
        return Lead(found, "verb") if found else None
    return _neighbour(readings, at)


def _after(reading: Reading, mark: Span) -> Who | None:
    """*“…”, aldus X*; *“…”, zei X*."""
    sentence, first = reading.sentence, reading.until(mark.end)
    if first == len(sentence.words):
        return None
    if sentence.text[mark.end : sentence.tokens[first][0].start][: GAP + 1].strip() not in ("", ",", "–", "—"):
        return None
    if found := held(sentence, first):
        return found.subject.who
    near = reading.spoken[_index(reading, first) :][:1]
    return next((said.subject.who for said in near if said.start < first + AFTER and not said.whole), None)


def _colon(reading: Reading, count: int, last: Who) -> Who | None:
    if _onward(reading.sentence, count):
        return last
    first = reading.first if reading.first and reading.first.end <= count else None
    return _last(reading, count) or (who(reading.sentence, first).who if first else None)


def _within(reading: Reading, count: int) -> Who | None:
    """The subject of the verb before the marks, or of one that follows close: *wat X ‘…’ noemt*."""
    clauses = reading.sentence.clauses
    near = reading.spoken[_index(reading, count) :][:1]
    close = (said for said in near if said.start < count + AFTER and clauses[said.start] < count)
    return next((said.subject.who for said in close), None) or _last(reading, count)


def _neighbour(readings: list[Reading], at: int) -> Lead | None:
    """The one who spoke in the sentence before; or the one whom the next sentence names (*Dat was X*)."""
    if at + 1 < len(readings) and (found := _named_after(readings[at + 1].sentence)):
        return Lead(found, "next")
    found = _last(readings[at - 1], len(readings[at - 1].sentence.words)) if at else None
    return Lead(found, "previous") if found else None


def _last(reading: Reading, count: int) -> Who | None:
    """The last one whom the first `count` words give the floor."""
    for found in (reading.spoken, reading.shown, reading.written):
        before = bisect_left(found, count, key=lambda said: said.end)
        before += before < len(found) and found[before].end == count
        if before:
            return found[before - 1].subject.who
    return None


def _named_after(sentence: Sentence) -> Who | None:
    for at in range(min(AFTER, len(sentence.words))):
        end = sentence.speech.speaking.at(sentence.words, at)
        mention = mention_at(sentence, end) if end else None
        if mention:
            return who(sentence, mention).who
    return None


def _onward(sentence: Sentence, count: int) -> bool:
    ends = (sentence.speech.onward.at(sentence.words, at) for at in range(min(AFTER, count)))
    return count <= AFTER and count in ends


def _index(reading: Reading, word: int) -> int:
    return bisect_left(reading.spoken, word, key=lambda said: said.start)
