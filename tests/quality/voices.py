"""Writes docs/voices.md: how near the proposals by rule come to the map that people reviewed."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cli.evaluation import Row, table
from bot.config import HOME
from bot.corpus.proposing.propose import read_proposer
from bot.corpus.works import read_texts, read_works
from bot.model import Span
from tests.texts import DATA, SEEDS

PAGE = HOME / "docs" / "voices.md"
REPORT = "report"
GROUPS = ("marks", "reports")


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of a work, with its kind and its speaker: proposed or reviewed."""

    work: str
    span: Span
    kind: str
    speaker: str | None

    @property
    def group(self) -> str:
        """What it counts as."""
        return GROUPS[self.kind == REPORT]


Pair = tuple[Heard, Heard]
"""A proposal and the reviewed stretch that it stands for."""


def reviewed() -> list[Heard]:
    """What people reviewed."""
    spans = tomllib.loads((DATA / "voices.toml").read_text("utf-8"))["span"]
    return [Heard(s["work"], Span(s["start"], s["end"]), s["kind"], s.get("speaker")) for s in spans]


def proposed() -> list[Heard]:
    """What the rules propose for the same works."""
    texts = read_texts(read_works(DATA), SEEDS)
    found = ((text.work, p) for text in texts for p in read_proposer(DATA, text.work.language).proposals(text))
    return [Heard(work.key, p.span, p.kind, p.speaker) for work, p in found]


def pairs(given: Sequence[Heard], right: Sequence[Heard], least: float) -> list[Pair]:
    """Proposals with reviewed stretches of which they share `least` of the longer one, the nearest first, each once."""
    near = [(_shared(g, r), i, j) for i, g in enumerate(given) for j, r in enumerate(right) if g.work == r.work]
    taken_given: set[int] = set()
    taken_right: set[int] = set()
    found = []
    for share, i, j in sorted(near, key=lambda one: (-one[0], one[1:])):
        if share >= least and i not in taken_given and j not in taken_right:
            taken_given.add(i)
            taken_right.add(j)
            found.append((given[i], right[j]))
    return found


def span_rows(given: Sequence[Heard], right: Sequence[Heard]) -> list[Row]:
    """Precision, recall and F1 of the stretches, exact and with half in common."""
    return [
        _spans(
            f"{group}, {name}", [g for g in given if g.group == group], [r for r in right if r.group == group], least
        )
        for group in GROUPS
        for name, least in (("exact", 1.0), ("half", 0.5))
    ]


def speaker_rows(given: Sequence[Heard], right: Sequence[Heard]) -> list[Row]:
    """How often a matched stretch has the reviewed speaker, another one, or none."""
    return [_speakers(group, _matched(given, right, group)) for group in GROUPS]


def kind_row(given: Sequence[Heard], right: Sequence[Heard]) -> Row:
    """How often a matched stretch between marks is of the reviewed kind; all that are speech or not."""
    found = _matched(given, right, "marks")
    speech = [(g.kind == "speech") == (r.kind == "speech") for g, r in found]
    return Row(
        "marks", len(found), {"kind": _mean([g.kind == r.kind for g, r in found]), "speech or not": _mean(speech)}
    )


def page() -> str:
    """The page, measured anew."""
    given, right = proposed(), reviewed()
    return TEMPLATE.format(
        count=len(right),
        spans=table(span_rows(given, right)),
        speakers=table(speaker_rows(given, right)),
        kinds=table([kind_row(given, right)]),
    )


def _matched(given: Sequence[Heard], right: Sequence[Heard], group: str) -> list[Pair]:
    return pairs([g for g in given if g.group == group], [r for r in right if r.group == group], 0.5)


def _spans(name: str, given: Sequence[Heard], right: Sequence[Heard], least: float) -> Row:
    found = len(pairs(given, right, least))
    precision, recall = found / len(given), found / len(right)
    f1 = 2 * precision * recall / (precision + recall) if found else 0.0
    return Row(name, len(right), {"precision": precision, "recall": recall, "F1": f1})


def _speakers(group: str, found: Sequence[Pair]) -> Row:
    known = [(g.speaker, r.speaker) for g, r in found if r.speaker]
    figures = {
        "right": _mean([g == r for g, r in known]),
        "left open": _mean([g is None for g, _ in known]),
        "wrong": _mean([g is not None and g != r for g, r in known]),
    }
    return Row(group, len(known), figures)


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def _shared(one: Heard, other: Heard) -> float:
    common = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    return max(0, common) / max(len(one.span), len(other.span))


TEMPLATE = """# How well voices are proposed

Written by `make quality`; do not edit. `tegenspraak voices propose WORK` finds by rule where somebody else may be
speaking; here its proposals for the two Dutch works are compared with the {count} stretches of `data/voices.toml`,
which people read in their whole paragraphs. The rules were made while looking at this map, so expect less on another
text. No proposal is shown as anybody's words until a person has reviewed it.

## Stretches

*marks*: everything between quotation marks, nested ones too. *reports*: views rendered without marks; many of those in
the map are free indirect speech, which no rule of words finds. *exact*: from the same character to the same character;
*half*: half of the longer of the two in common. *questions* counts the reviewed stretches.

{spans}

## Speakers

Of the stretches found (*half*) that have a reviewed speaker. *left open*: the rules name nobody, as with a pronoun.

{speakers}

## Kinds

Of the stretches between marks: how often speech, term, title and scare quote are told apart, and speech from the rest.

{kinds}
"""
