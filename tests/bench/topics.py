"""Makes topics as communities could have them, always the same, and what members type to find one."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bot.corpus.topics import Topic
from tests.bench.words import cumulated, vocabulary

TITLE, NAME, NAMES = (1, 4), (1, 3), (2, 8)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# How much of a title is typed, and how it is typed wrong.
BEGUN, WHOLE, INSIDE, MISTYPED, NOTHING = "begun", "whole", "a word inside", "mistyped", "nothing"


def topics(count: int) -> list[Topic]:
    """So many topics with a title in two languages and other names."""
    chance = random.Random("topics")
    return [_topic(number, chance) for number in range(count)]


def typed(made: list[Topic], count: int) -> dict[str, list[str]]:
    """For each way of typing so many texts."""
    chance = random.Random("typed")
    ways = {BEGUN: _begun, WHOLE: _whole, INSIDE: _inside, MISTYPED: _mistyped, NOTHING: _nothing}
    return {way: [make(chance.choice(made).title["nl"], chance) for _ in range(count)] for way, make in ways.items()}


def _topic(number: int, chance: random.Random) -> Topic:
    words = _words(chance)
    title = {locale: _phrase(words, chance.randint(*TITLE)).capitalize() for locale in ("nl", "en")}
    names = {
        locale: tuple(_phrase(words, chance.randint(*NAME)) for _ in range(chance.randint(*NAMES)))
        for locale in ("nl", "en")
    }
    return Topic(f"topic-{number}", title, names, {}, {})


def _words(chance: random.Random) -> Iterator[str]:
    while True:
        yield from chance.choices(vocabulary(), cum_weights=cumulated(), k=100)


def _phrase(words: Iterator[str], length: int) -> str:
    return " ".join(next(words) for _ in range(length))


def _begun(title: str, chance: random.Random) -> str:
    return title[: chance.randint(1, len(title))]


def _whole(title: str, chance: random.Random) -> str:
    return title


def _inside(title: str, chance: random.Random) -> str:
    return chance.choice(title.split())


def _mistyped(title: str, chance: random.Random) -> str:
    at = chance.randrange(len(title))
    return title[:at] + chance.choice(LETTERS) + title[at + chance.randint(0, 1) :]


def _nothing(title: str, chance: random.Random) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randint(4, 12)))
