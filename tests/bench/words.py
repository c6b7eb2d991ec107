"""A Dutch vocabulary by rank, with the weights of Zipf's law: what the benchmark's passages are made of."""

from __future__ import annotations

import gzip
import json
import math
import random
from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

COMPOUNDS = 100_000
LINKS = ("", "", "s", "en")
# Words of these ranks and lengths make compounds: no function words, nothing outlandish.
PART_RANKS, PART_LETTERS = (300, 12_000), (4, 9)
# The rank of a word in its list is its rank in the passages, save that rare words, which the list gives in
# alphabetical order, are mixed with compounds.
LISTED_ONCE = 50
# Zipf's law with its known bend: beyond some thousands of words the frequency falls faster.
OFFSET, BEND, STEEPER = 2.7, 8_000, 1.6


@cache
def vocabulary() -> tuple[str, ...]:
    """All words, the commonest first."""
    chance = random.Random("words")
    listed = sorted(_listed().items(), key=lambda item: (-item[1], item[0]))
    common = [word for word, count in listed if count > LISTED_ONCE]
    rare = {word for word, count in listed if count <= LISTED_ONCE} | _compounds(common, chance)
    tail = sorted(rare.difference(common))
    chance.shuffle(tail)
    return (*common, *tail)


@cache
def cumulated() -> tuple[float, ...]:
    """The weights of the words, each with those before it."""
    return tuple(accumulate(weight(rank) for rank in range(1, len(vocabulary()) + 1)))


@cache
def ranks() -> dict[str, int]:
    """The rank of each word, from 1."""
    return {word: rank for rank, word in enumerate(vocabulary(), 1)}


def weight(rank: int) -> float:
    """How often the word of a rank stands, against the others."""
    if rank <= BEND:
        return 1 / (rank + OFFSET)
    return math.pow(BEND / rank, STEEPER) / (BEND + OFFSET)


def is_listed(word: str) -> bool:
    """Whether the dictionary that the bot reads holds a word."""
    return word in _listed()


@cache
def _listed() -> dict[str, int]:
    """The word list of pyspellchecker with its counts, read as a file, without what is no plain word."""
    found = find_spec("spellchecker")
    if found is None or found.origin is None:
        raise FileNotFoundError("pyspellchecker")
    listed = json.loads(gzip.decompress((Path(found.origin).parent / "resources" / "nl.json.gz").read_bytes()))
    return {word: count for word, count in listed.items() if word.isalpha()}


def _compounds(common: list[str], chance: random.Random) -> set[str]:
    least, most = PART_LETTERS
    parts = [word for word in common[slice(*PART_RANKS)] if least <= len(word) <= most]
    return {chance.choice(parts) + chance.choice(LINKS) + chance.choice(parts) for _ in range(COMPOUNDS)}
