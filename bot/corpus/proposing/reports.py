"""Finds reported views without marks: from the clause that says whose they are to where the author goes on."""

from __future__ import annotations

from collections.abc import Iterator

from bot.corpus.proposing.people import Who
from bot.corpus.proposing.phrases import Sentence
from bot.corpus.proposing.reading import Reading
from bot.corpus.proposing.verbs import Said, has_that
from bot.model import Span

# So few words before a comma are no clause of their own: *In 1992, zei Skott, …*
SHORT = 3
# A report has a content of so many words at least.
FEWEST = 3


def reports(reading: Reading) -> Iterator[tuple[Span, Who]]:
    """The reports of a sentence, which do not overlap."""
    sentence, free = reading.sentence, 0
    for said in reading.spoken:
        if said.start >= free and said.whole and not _leads_in(sentence, said):
            start = max(_start(sentence, said), free)
            end = _end(sentence, said, start)
            if end - start >= FEWEST:
                yield _span(sentence, start, end), said.subject.who
                free = end


def _leads_in(sentence: Sentence, said: Said) -> bool:
    """Whether it only introduces a quotation, which is a stretch of its own."""
    if not sentence.marks or has_that(sentence, said.end):
        return False
    mark = sentence.marks[0].start
    colon = sentence.text[max(sentence.span.start, mark - 2) : mark].rstrip().endswith(":")
    return colon and sentence.tokens[said.start][0].start < mark


def _start(sentence: Sentence, said: Said) -> int:
    """The first word of the clause that says whose view it is."""
    if said.start and sentence.words[said.start - 1] in sentence.speech.and_:
        return said.start
    begin = sentence.clauses[min(said.start, said.subject.start)]
    while begin and begin - sentence.clauses[begin - 1] <= SHORT and "," in sentence.gap(begin):
        begin = sentence.clauses[begin - 1]
    return begin


def _end(sentence: Sentence, said: Said, start: int) -> int:
    """The word after the report: where the author goes on, or the sentence ends."""
    timed = sentence.speech.when.at(sentence.words, start) is not None
    for at in range(max(said.end, said.subject.start + 1), len(sentence.words)):
        if sentence.clauses[at] == at:
            if ":" in sentence.gap(at):
                break
            if timed or _breaks(sentence, at) or ";" in sentence.gap(at):
                return at
    return len(sentence.words)


def _breaks(sentence: Sentence, at: int) -> bool:
    lists = (sentence.speech.breaks, sentence.speech.according)
    return any(words.at(sentence.words, at) is not None for words in lists)


def _span(sentence: Sentence, start: int, end: int) -> Span:
    first = sentence.span.start if start == 0 else sentence.tokens[start][0].start
    if end == len(sentence.words):
        return Span(first, sentence.end)
    gap = sentence.text[sentence.tokens[end - 1][0].end : sentence.tokens[end][0].start]
    return Span(first, sentence.tokens[end - 1][0].end + len(gap.rstrip(" ,;:–—-(\n")))
