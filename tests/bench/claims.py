"""What the benchmark has verified: stretches of its passages, true and altered, and of nobody's."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping

from bot.corpus.lexicon import read_lexicon
from bot.corpus.words import folded_words
from tests.bench.generate import Corpus
from tests.bench.words import vocabulary

# Of how many words the altered and elided claims are, at least.
LEAST_WORDS = 12
LEFT_OUT = (3, 6)
ABSENT_WORDS = (10, 25)

Maker = Callable[[random.Random, str], str | None]


def claims(corpus: Corpus, count: int) -> dict[str, list[tuple[str, str]]]:
    """The cases by name, each of so many claims with the verdict that is right, always the same ones for a corpus."""
    negating = read_lexicon(corpus.config.data).negating["nl"]
    passages = [passage for passage in corpus.sample if not negating & set(folded_words(passage))]
    return {name: list(_made(name, passages, count)) for name in MAKERS}


def _made(name: str, passages: list[str], count: int) -> Iterator[tuple[str, str]]:
    """Of passages that deny nothing, so that an omission leaves no denial out."""
    verdict, make = MAKERS[name]
    chance = random.Random(name)
    found = (make(chance, passage) for passage in chance.sample(passages, len(passages)))
    distinct = dict.fromkeys(claim for claim in found if claim)
    yield from ((claim, verdict) for claim in list(distinct)[:count])


def _sentences(chance: random.Random, passage: str) -> str:
    """One to three sentences of a passage that stand together."""
    sentences = [f"{part}." for part in passage.removesuffix(".").split(". ")]
    first = chance.randrange(len(sentences))
    return " ".join(sentences[first : first + chance.randint(1, 3)])


def _exact(chance: random.Random, passage: str) -> str | None:
    claim = _sentences(chance, passage)
    return claim if claim.count("“") == claim.count("”") else None


def _elided(chance: random.Random, passage: str) -> str | None:
    words = (_exact(chance, passage) or "").split()
    if len(words) < LEAST_WORDS:
        return None
    at, gone = chance.randrange(3, len(words) - 8), chance.randint(*LEFT_OUT)
    return " ".join([*words[:at], "[…]", *words[at + gone :]])


def _altered(chance: random.Random, passage: str) -> str | None:
    """A claim with one word for another that the texts hold too."""
    words = (_exact(chance, passage) or "").split()
    if len(words) < LEAST_WORDS:
        return None
    at = chance.choice([at for at, word in enumerate(words) if word.isalpha()])
    words[at] = chance.choice(vocabulary()[:5_000])
    return " ".join(words)


def _absent(chance: random.Random, passage: str) -> str | None:
    """As many words as a sentence has, drawn as the passages' are: nobody wrote them together."""
    words = folded_words(passage)
    others = chance.sample(vocabulary()[:20_000], chance.randint(*ABSENT_WORDS))
    return " ".join(chance.choice(words) if chance.random() < 0.2 else other for other in others) + "."


MAKERS: Mapping[str, tuple[str, Maker]] = {
    "exact quote": ("verbatim", _exact),
    "elided": ("elided", _elided),
    "altered by one word": ("altered", _altered),
    "absent": ("absent", _absent),
}
