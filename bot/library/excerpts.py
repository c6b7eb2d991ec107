"""Finds the runs of a passage that are worth reading by themselves."""

from __future__ import annotations

from collections.abc import Callable

from bot.corpus.sentences import sentences
from bot.model import Passage, Quote, Span

EXCERPT_CHARACTERS = (200, 1200)


def excerpts(
    passage: Passage, language: str, own: Callable[[Quote], bool], points_back: Callable[[str], bool]
) -> list[Quote]:
    """The longest run of `own` sentences from each one that can be read without what comes before it."""
    cuts = sentences(passage.text, language)
    least, most = EXCERPT_CHARACTERS
    found = []
    for first, begin in enumerate(cuts):
        near = (last.end for last in cuts[first:] if last.end - begin.start <= most)
        runs = (Quote(passage, Span(begin.start, end)) for end in near)
        fit = [quote for quote in runs if own(quote)]
        if fit and len(fit[-1].span) >= least and not points_back(fit[-1].text):
            found.append(fit[-1])
    return found
