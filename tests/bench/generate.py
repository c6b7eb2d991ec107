"""Writes a corpus of Dutch passages with a natural vocabulary, always the same, and samples it for queries."""

from __future__ import annotations

import hashlib
import random
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.config import HOME, Config
from bot.corpus.works import MAX_BYTES
from tests.bench.words import cumulated, vocabulary

PASSAGES_PER_WORK, PASSAGES_PER_SECTION, AUTHORS = 5_000, 25, 40
SENTENCES, WORDS = (3, 6), (8, 25)
# How many of the sentences hold a name, are a quotation, have a comma.
NAMED, QUOTED, COMMA = 0.06, 0.04, 0.4
WORDS_AT_ONCE = 100_000
SAMPLED = 4_000
VOICES, TOPICS = "voices.toml", "topics.toml"
LEXICON = ("names.toml", "terms.toml", "words.toml")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of seeds and data with so many passages, and some of the passages, from all of it."""

    folder: Path
    count: int
    sample: tuple[str, ...]

    @property
    def config(self) -> Config:
        """The settings with which the bot opens it."""
        return config(self.folder)


def config(folder: Path) -> Config:
    """The settings for a folder of seeds and data."""
    return Config(folder / "state", folder / "seeds", folder / "data", locale="nl", discord=None)


def generate(folder: Path, count: int) -> Corpus:
    """Writes `count` passages, a work of them at a time."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "data").mkdir()
    for name in LEXICON:
        shutil.copy(HOME / "data" / name, folder / "data" / name)
    chance, sample = random.Random("passages"), list[str]()
    passages = _passages(chance)
    with (folder / "data" / "works.toml").open("w", encoding="utf-8") as listed:
        for number in range(-(-count // PASSAGES_PER_WORK)):
            size = min(PASSAGES_PER_WORK, count - number * PASSAGES_PER_WORK)
            held = [next(passages) for _ in range(size)]
            sample += held[:: max(1, count // SAMPLED)]
            content = _work(held, chance)
            (folder / "seeds" / f"work-{number}.txt").write_bytes(content)
            listed.write(_facts(number, content))
    for reviewed in (VOICES, TOPICS):
        (folder / "data" / reviewed).write_text("", "utf-8")
    return Corpus(folder, count, tuple(sample))


def _work(passages: list[str], chance: random.Random) -> bytes:
    """A file's content: a line for each passage, and a heading now and then."""
    lines: list[str] = []
    for number, passage in enumerate(passages):
        if number % PASSAGES_PER_SECTION == 0:
            words = chance.choices(vocabulary(), cum_weights=cumulated(), k=chance.randint(2, 5))
            lines.append(" ".join(words).capitalize())
        lines.append(passage)
    content = "\n\n".join(lines).encode()
    if len(content) > MAX_BYTES:
        raise ValueError("a work is larger than the bot takes")
    return content


def _facts(number: int, content: bytes) -> str:
    author = f"Auteur {number % AUTHORS}"
    return (
        f'[works.work-{number}]\nauthor = "{author}"\nauthor_key = "auteur-{number % AUTHORS}"\n'
        f'title = "Werk {number}"\nyear = 1999\nlanguage = "nl"\n'
        f'file = "work-{number}.txt"\nsha256 = "{hashlib.sha256(content).hexdigest()}"\n'
        f'rights = "made up"\n[works.work-{number}.citation]\nnl = "{author}, Werk {number}"\n'
    )


def _passages(chance: random.Random) -> Iterator[str]:
    sentences = _sentences(chance)
    while True:
        yield " ".join(next(sentences) for _ in range(chance.randint(*SENTENCES)))


def _sentences(chance: random.Random) -> Iterator[str]:
    names = spellings()
    weights = [1 / rank for rank in range(1, len(names) + 1)]
    drawn = _words(chance)
    while True:
        words = [next(drawn) for _ in range(chance.randint(*WORDS))]
        if chance.random() < NAMED:
            words[len(words) // 2] = chance.choices(names, weights)[0]
        if chance.random() < COMMA:
            words[len(words) // 3] += ","
        sentence = " ".join(words)
        sentence = sentence[0].upper() + sentence[1:]
        yield f"“{sentence}.”" if chance.random() < QUOTED else f"{sentence}."


def _words(chance: random.Random) -> Iterator[str]:
    while True:
        yield from chance.choices(vocabulary(), cum_weights=cumulated(), k=WORDS_AT_ONCE)


def spellings() -> list[str]:
    """A Dutch spelling of each reviewed name, in the order of the file."""
    names = tomllib.loads((HOME / "data" / "names.toml").read_text("utf-8"))
    return [of["nl"][0] for of in names.values() if of.get("nl")]
