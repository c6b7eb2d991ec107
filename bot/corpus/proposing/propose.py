"""Proposes for a whole work: paragraph by paragraph, and inside each quotation once more."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.corpus.lexicon import Lexicon, read_lexicon, read_toml
from bot.corpus.proposing.kinds import kind
from bot.corpus.proposing.leadins import lead
from bot.corpus.proposing.marks import Marked, marked
from bot.corpus.proposing.people import Who
from bot.corpus.proposing.phrases import Sentence
from bot.corpus.proposing.proposal import Proposal
from bot.corpus.proposing.reading import Reading
from bot.corpus.proposing.reports import reports
from bot.corpus.proposing.speech import Speech, read_speech
from bot.corpus.sentences import sentences
from bot.corpus.works import Text
from bot.model import Span

PARAGRAPH = {"lines": re.compile(r"[^\n]+"), "blocks": re.compile(r"[^\n]+(?:\n[^\S\n]*[^\s][^\n]*)*")}
# A longer paragraph is read in pieces, so that the time grows with the text only.
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Proposer:
    """What is known of a language, and who can speak in it."""

    speech: Speech
    lexicon: Lexicon
    silent: frozenset[str]
    language: str

    def proposals(self, text: Text) -> Iterator[Proposal]:
        """The stretches of a work in which somebody else may speak, in the file's order."""
        line, counted = 1, 0
        for paragraph in PARAGRAPH[text.work.layout].finditer(text.content):
            line += text.content.count("\n", counted, paragraph.start())
            counted = paragraph.start()
            found = self._stretch(paragraph.group(), marked(paragraph.group()), ())
            yield from sorted((replace(_moved(one, counted), line=line) for one in found), key=_place)

    def _stretch(self, text: str, marks: list[Marked], through: tuple[str, ...]) -> Iterator[Proposal]:
        readings = self._readings(text, [mark.span for mark in marks])
        for reading in readings:
            for span, who in reports(reading):
                yield Proposal(span, "report", who.key, who.named, who.also, through)
        last, at = Who(), 0
        for mark in marks:
            while at + 1 < len(readings) and readings[at + 1].sentence.span.start <= mark.span.start:
                at += 1
            if readings:
                found = self._mark(mark, readings, at, last, through)
                last = Who(found[0].speaker, found[0].named, found[0].also) if found[0].kind == "speech" else last
                yield from found

    def _mark(
        self, mark: Marked, readings: list[Reading], at: int, last: Who, through: tuple[str, ...]
    ) -> list[Proposal]:
        given = lead(mark.span, readings, at, last)
        quoted = kind(mark, readings[at], given, quoted=bool(through))
        who = given.who if given and (quoted == "speech" or given.by == "verb") and quoted != "title" else Who()
        proposal = Proposal(mark.span, quoted, who.key, who.named, who.also, through)
        inner = (*through, who.key) if quoted == "speech" and who.key else through
        text = readings[at].sentence.text[mark.words.start : mark.words.end]
        moved = [_shifted(nested, -mark.words.start) for nested in mark.inside]
        return [proposal, *(_moved(one, mark.words.start) for one in self._stretch(text, moved, inner))]

    def _readings(self, text: str, marks: list[Span]) -> list[Reading]:
        pieces = ((piece, sentences(text[piece.start : piece.end], self.language)) for piece in _pieces(text))
        spans = (Span(piece.start + s.start, piece.start + s.end) for piece, found in pieces for s in found)
        return [Reading(self._sentence(text, span, marks)) for span in spans]

    def _sentence(self, text: str, span: Span, marks: list[Span]) -> Sentence:
        first = bisect_right(marks, span.start, key=lambda mark: mark.end)
        last = bisect_left(marks, span.end, key=lambda mark: mark.start)
        return Sentence(text, span, marks[first:last], self.speech, self.lexicon, self.silent)


def read_proposer(data: Path, language: str) -> Proposer:
    """What the folder `data` knows of a language."""
    names = read_toml(data / "names.toml")
    silent = frozenset(key for key, of in names.items() if of["kind"] == "place")
    return Proposer(read_speech(data, language), read_lexicon(data), silent, language)


def _pieces(text: str) -> Iterator[Span]:
    """The stretch itself; one that is too long in pieces, cut behind a sentence where that can be seen."""
    start = 0
    while start < len(text):
        limit = start + LONGEST
        cut = max(text.rfind(". ", start, limit), text.rfind(" ", start, limit) - LONGEST // 2)
        end = cut + 1 if limit < len(text) and cut > start else limit
        yield Span(start, min(end, len(text)))
        start = end


def _moved(proposal: Proposal, by: int) -> Proposal:
    return replace(proposal, span=Span(proposal.span.start + by, proposal.span.end + by))


def _shifted(mark: Marked, by: int) -> Marked:
    span = Span(mark.span.start + by, mark.span.end + by)
    return Marked(span, mark.mark, mark.closed, [_shifted(nested, by) for nested in mark.inside])


def _place(proposal: Proposal) -> tuple[int, int]:
    return proposal.span.start, -proposal.span.end
