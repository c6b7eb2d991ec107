"""Cuts a passage into sentences: the smallest thing that a quote may consist of.

sentencex finds the boundaries; the rules here mend what it leaves wrong in running prose.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

import sentencex  # type: ignore[import-untyped]  # it has no types of its own

from bot.corpus.passages import BULLET
from bot.corpus.quotations import closed_quotations
from bot.model import Span

# "…kunnen zijn.”[7] Het Platform": a footnote mark after the stop hides the boundary.
AFTER_NOTE = re.compile(r"[.!?…][”’\"»)]*(?:\s?\[\d{1,3}\])+(?=\s+[\"“„«‘(]?[A-ZÀ-ÞĀ-Ž])")
# "…in de VS. Vandaag": an abbreviation in capitals also ends a sentence; initials ("A. B.") do not.
AFTER_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]{2,}\.(?=\s+[\"“„«‘(]?[A-ZÀ-Þ][a-zà-ÿ])")
NOTE_ONLY = re.compile(r"(?:\[\d{1,3}\]\s*)+")


@lru_cache(maxsize=4096)
def sentences(text: str, language: str) -> tuple[Span, ...]:
    """The sentences of a passage's text as stretches of it, without the blanks between them."""
    limit = _list_start(text)
    whole = closed_quotations(text)
    cuts = sorted(_cuts(text, language))
    edges = [
        0,
        *(at for at in cuts if _may_cut(text, at, whole) and at <= limit),
        len(text),
    ]
    spans = (_stripped(text, Span(a, b)) for a, b in pairwise(edges))
    return tuple(span for span in spans if span)


def _cuts(text: str, language: str) -> set[int]:
    found = {b["end_index"] for b in sentencex.get_sentence_boundaries(language, text)}
    found |= {m.end() for m in AFTER_NOTE.finditer(text)}
    found |= {m.end() for m in AFTER_CAPITALS.finditer(text)}
    return found - {0, len(text)}


def _may_cut(text: str, at: int, whole: tuple[Span, ...]) -> bool:
    """A boundary never opens a quotation, and a sentence begins neither in lower case nor with a note."""
    rest = text[at : at + 200].lstrip()
    if any(q.start < at < q.end for q in whole) or NOTE_ONLY.match(rest):
        return False
    first = next((c for c in rest if c.isalnum()), "")
    return bool(rest) and not first.islower()


def _list_start(text: str) -> int:
    """Where the sentence begins that opens the passage's list, or the passage's end."""
    for line in re.finditer(r"\n", text):
        if BULLET.match(text, line.end()):
            opener = text[: line.start()].rstrip()
            return _last_sentence(opener)
    return len(text)


def _last_sentence(opener: str) -> int:
    ends = [m.end() for m in re.finditer(r"[.!?…][”’\"»)]*\s+(?=[A-ZÀ-Þ\"“‘])", opener)]
    return ends[-1] if ends else 0


def _stripped(text: str, span: Span) -> Span:
    part = text[span.start : span.end]
    start = span.start + len(part) - len(part.lstrip())
    return Span(start, max(start, span.start + len(part.rstrip())))
