"""The rules by which questions are understood, each of which can be left out to see what it earns."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from bot.corpus.lexicon import Lexicon
from bot.corpus.phrasebook import Phrasebook
from bot.index.enrich import FAMILY, NAME, PART
from bot.index.query import Term
from bot.index.schema import EXTRA, HEADING, PLAIN

STEMS, FAMILIES, COMPOUNDS, NAMES = "stems", "families", "compounds", "names"
TERMS, TYPOS, HEADINGS, NEARNESS = "terms", "typos", "headings", "nearness"
# What people chose for a topic, where search finds nothing.
PINS = "pins"
RULES = (STEMS, FAMILIES, COMPOUNDS, NAMES, TERMS, TYPOS, HEADINGS, NEARNESS, PINS)
EXTRA_RULES = {FAMILY: FAMILIES, PART: COMPOUNDS, NAME: NAMES}


def rule_of(way: Term) -> str | None:
    """The rule by which a way meets a want; None for the words themselves."""
    if way.field == EXTRA:
        return EXTRA_RULES[way.words[0][: len(NAME)]]
    if way.field == HEADING:
        return HEADINGS
    return None if way.field == PLAIN else STEMS


def is_remote(way: Term) -> bool:
    """Whether a way is met by less than a word in the text: a part of one, or a word of the heading above it."""
    return rule_of(way) in (COMPOUNDS, HEADINGS)


def kept(ways: Iterable[Term], without: Collection[str]) -> list[Term]:
    """The ways that are left without some rules."""
    return [way for way in ways if rule_of(way) not in without]


def lexicon_without(lexicon: Lexicon, without: Collection[str]) -> Lexicon:
    """The lexicon as it would be without names or terms."""
    nothing = Phrasebook({})
    names = nothing if NAMES in without else lexicon.names
    if TERMS in without:
        return replace(lexicon, names=names, glossary=nothing, terms={})
    return replace(lexicon, names=names)
