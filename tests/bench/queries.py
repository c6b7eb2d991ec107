"""What the benchmark asks: each case a way in which members ask, with words of passages that the corpus holds."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

from bot.config import HOME
from bot.corpus.lexicon import read_lexicon
from bot.corpus.words import folded_words
from tests.bench.generate import Corpus
from tests.bench.words import is_listed, ranks

# Ranks in the vocabulary, from 1. At 1,000,000 passages a common word stands in 12,000 or more, a rare one in a few.
COMMON, MIDDLING, MISTYPED = (1, 600), (1_000, 8_000), (2_000, 100_000)
LEAST_MISTYPED = 7
QUESTIONS = (
    "Wat is er bekend over {middling} en {rare}?",
    "Waarom had {common} zo veel te maken met {middling}?",
    "Hoe dacht men over {rare} tijdens {middling}?",
    "Wat schreef hij over de {middling} van {common}?",
)
NAMES = 150
ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, and where one thing is sought, the folded words that must stand in the first passage."""

    text: str
    sought: str = ""


@dataclass(frozen=True, slots=True)
class _Picked:
    """Words of one passage: its rarest, and one of each kind."""

    rare: str
    middling: str
    common: str


Held = tuple[list[str], list[str]]
"""The folded words of a passage: all, and those that have a rank and are no function words."""
Maker = Callable[[random.Random, list[Held]], Iterator[Query | None]]


def cases(corpus: Corpus, count: int) -> dict[str, list[Query]]:
    """The cases by name, each of at most `count` queries without repeats, always the same ones for a corpus."""
    function = read_lexicon(corpus.config.data).function
    held = [_held(passage, function) for passage in corpus.sample]
    return {name: _distinct(make(random.Random(name), held), count) for name, make in MAKERS.items()}


def _held(passage: str, function: frozenset[str]) -> Held:
    words = folded_words(passage)
    return words, [word for word in words if word not in function and word in ranks()]


def _distinct(made: Iterator[Query | None], count: int) -> list[Query]:
    found: dict[str, Query] = {}
    for query in made:
        if query:
            found.setdefault(query.text, query)
        if len(found) == count:
            break
    return list(found.values())


def _pick(chance: random.Random, content: list[str]) -> _Picked | None:
    common, middling = _of_rank(content, COMMON), _of_rank(content, MIDDLING)
    if not common or not middling:
        return None
    return _Picked(max(content, key=lambda word: ranks()[word]), chance.choice(middling), chance.choice(common))


def _of_rank(words: list[str], between: tuple[int, int]) -> list[str]:
    return [word for word in words if between[0] <= ranks()[word] <= between[1]]


def _each(make: Callable[[random.Random, Held], Query | None]) -> Maker:
    """A maker that makes what it can of each passage, in no order, a number of times."""

    def made(chance: random.Random, held: list[Held]) -> Iterator[Query | None]:
        for _ in range(ROUNDS):
            yield from (make(chance, passage) for passage in chance.sample(held, len(held)))

    return made


def _shaped(*shapes: str) -> Maker:
    """A maker that puts words of a passage in one of these shapes."""

    def make(chance: random.Random, held: Held) -> Query | None:
        picked = _pick(chance, held[1])
        words = asdict(picked) if picked else {}
        return Query(chance.choice(shapes).format(**words)) if picked else None

    return _each(make)


def _typo(chance: random.Random, held: Held) -> Query | None:
    """A mistyped word; any passage that holds the word is right."""
    long = [word for word in _of_rank(held[1], MISTYPED) if len(word) >= LEAST_MISTYPED]
    word = chance.choice(long) if long else ""
    typed = _mistyped(chance, word)
    return Query(typed, word) if typed else None


def _words_typo(chance: random.Random, held: Held) -> Query | None:
    """Three neighbouring words of a passage, the longest mistyped; that passage is right."""
    words, content = held[0], set(held[1])
    runs = [words[at : at + 3] for at in range(len(words) - 2) if content.issuperset(words[at : at + 3])]
    run = chance.choice(runs) if runs else []
    longest = max(run, key=len, default="")
    typed = _mistyped(chance, longest)
    return Query(" ".join(typed if word == longest else word for word in run), " ".join(run)) if typed else None


def _mistyped(chance: random.Random, word: str) -> str:
    """The word with a letter left out, doubled, swapped with the next, or taken for another; no word itself."""
    if len(word) < LEAST_MISTYPED:
        return ""
    at = chance.randrange(1, len(word) - 1)
    before, here, after, rest = word[:at], word[at], word[at + 1], word[at + 2 :]
    other = chance.choice("aeinrst")
    typed = before + chance.choice((after, here + here + after, after + here, other + after)) + rest
    return "" if typed == word or typed in ranks() or is_listed(typed) else typed


def _names(chance: random.Random, held: list[Held]) -> Iterator[Query]:
    """The names that the passages mention most, in other spellings than theirs."""
    listed = tomllib.loads((HOME / "data" / "names.toml").read_text("utf-8"))
    named = [of for of in listed.values() if of.get("nl")][:NAMES]
    spellings = [spelling for of in named for spelling in _others(of)]
    yield from (Query(spelling) for spelling in chance.sample(spellings, len(spellings)))


def _others(name: Mapping[str, list[str]]) -> list[str]:
    found = [*name["nl"][1:], *(s for language in ("en", "de", "fr", "other") for s in name.get(language, ()))]
    return [spelling for spelling in found if spelling != name["nl"][0]]


MAKERS: Mapping[str, Maker] = {
    "rare word": _shaped("{rare}"),
    "middling word": _shaped("{middling}"),
    "common word": _shaped("{common}"),
    "two words": _shaped("{middling} {common}", "{rare} {common}", "{rare} {middling}"),
    "three words": _shaped("{rare} {middling} {common}"),
    "typo": _each(_typo),
    "typo in three words": _each(_words_typo),
    "name": _names,
    "question": _shaped(*QUESTIONS),
}
