"""Reads the reviewed map of voices: every stretch of a work in which its author does not speak."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from bot.corpus.lexicon import read_toml
from bot.corpus.quotations import quotations
from bot.corpus.works import Text
from bot.errors import CorpusError
from bot.model import Span

FILE = "voices.toml"
Kind = Literal["speech", "report", "term", "title", "scare"]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of a work's file, quotation marks included, and who speaks in it.

    `speaker` is a key of names.toml, None where the text names nobody, `named` how the work spells it; `also` hold the
    same view, `through` quote the speaker to the author, outermost first. `insertions` are words of the author in it.
    """

    span: Span
    kind: Kind
    speaker: str | None = None
    named: str | None = None
    also: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    reviewed: bool = False
    insertions: tuple[Span, ...] = ()

    @property
    def parts(self) -> tuple[Span, ...]:
        """The stretches that are the speaker's: all between the insertions."""
        edges = [self.span.start, *(edge for of in self.insertions for edge in (of.start, of.end)), self.span.end]
        return tuple(Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True))

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody whose words or view it is."""
        return ((self.speaker,) if self.speaker else ()) + self.also


Utterances = Mapping[str, tuple[Utterance, ...]]
"""The utterances of each work, by the work's key, in the order of the file."""


def read_utterances(data: Path, speakers: Iterable[str]) -> tuple[Utterances, Mapping[str, list[str]]]:
    """The map in the folder `data`, and beside it what is said to stand at each span. An unknown speaker is refused."""
    known = frozenset(speakers)
    found: dict[str, list[Utterance]] = {}
    texts: dict[str, list[str]] = {}
    try:
        for entry in sorted(read_toml(data / FILE).get("span", ()), key=lambda of: (of["start"], -of["end"])):
            utterance = _utterance(entry)
            if not known.issuperset((*utterance.speakers, *utterance.through)):
                raise CorpusError("voices-speaker", work=entry["work"], start=entry["start"])
            found.setdefault(entry["work"], []).append(utterance)
            texts.setdefault(entry["work"], []).append(entry["text"])
    except (KeyError, TypeError, AttributeError, ValueError) as e:
        raise CorpusError("data-unreadable", file=FILE, reason=str(e)) from e
    return {work: tuple(of) for work, of in found.items()}, texts


def check_utterances(text: Text, utterances: Iterable[Utterance], said: Iterable[str]) -> None:
    """Refuses a map that does not fit its text: then nobody can say who speaks."""
    for utterance, words in zip(utterances, said, strict=True):
        span = utterance.span
        if text.content[span.start : span.end] != words:
            raise CorpusError("voices-misplaced", work=text.work.key, start=span.start)


def unread(words: str, start: int, listed: Sequence[Utterance]) -> Iterator[Utterance]:
    """The quotations in words that begin at `start` of a file and that nobody has looked at."""
    for mark in quotations(words):
        span = mark.moved(start)
        if not any(of.span.holds(span) for of in listed):
            yield Utterance(span, "speech")


def heard(text: Text, listed: Sequence[Utterance]) -> list[Utterance]:
    """The utterances that are listed of a whole text, and its quotations that nobody has looked at."""
    found, start = list(listed), 0
    for line in text.content.split("\n"):
        found += unread(line, start, listed)
        start += len(line) + 1
    return sorted(found, key=lambda of: (of.span.start, -of.span.end))


def kept(utterances: Utterances) -> dict[str, list[list[Any]]]:
    """The map as JSON may hold it."""
    return {work: [_row(utterance) for utterance in of] for work, of in utterances.items()}


def from_kept(of: Mapping[str, list[list[Any]]]) -> Utterances:
    """The map that was kept."""
    return {work: tuple(map(_from_row, rows)) for work, rows in of.items()}


def _row(of: Utterance) -> list[Any]:
    insertions = [(span.start, span.end) for span in of.insertions]
    return [of.span.start, of.span.end, of.kind, of.speaker, of.named, of.also, of.through, of.reviewed, insertions]


def _from_row(row: list[Any]) -> Utterance:
    start, end, kind, speaker, named, also, through, reviewed, insertions = row
    inserted = tuple(Span(*span) for span in insertions)
    return Utterance(Span(start, end), kind, speaker, named, tuple(also), tuple(through), reviewed, inserted)


def _utterance(entry: Mapping[str, Any]) -> Utterance:
    if entry["kind"] not in KINDS:
        raise ValueError(entry["kind"])
    return Utterance(
        Span(entry["start"], entry["end"]),
        entry["kind"],
        entry.get("speaker"),
        entry.get("named"),
        tuple(entry.get("also", ())),
        tuple(entry.get("through", ())),
        reviewed=entry.get("reviewed", False),
        insertions=tuple(_insertion(entry, words) for words in entry.get("insertions", ())),
    )


def _insertion(entry: Mapping[str, Any], words: str) -> Span:
    """Where words stand that the author puts into what somebody says."""
    start = entry["start"] + entry["text"].index(words)
    return Span(start, start + len(words))
