"""The works that are held: what is known of each, whether its files are sound, and how to be rid of an added one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.app.pointing import Pointing, pointing
from bot.app.reading import added, listings_of
from bot.config import Config
from bot.corpus.collected import WORKS, Listing, map_of, texts_of, works_of
from bot.corpus.lexicon import read_lexicon, read_toml
from bot.corpus.passages import cut
from bot.errors import BadInput, CorpusError
from bot.model import Message, Work

NO_MATTER = Pointing()


@dataclass(frozen=True, slots=True)
class Held:
    """A work, the folder of its text, and when it was added; None for one of the seeds."""

    work: Work
    folder: Path
    added: str | None


def held(config: Config) -> list[Held]:
    """All works, in their order."""
    listings = listings_of(config)
    works_of(listings)
    return [Held(work, of.files, _added(of, work)) for of in listings for work in works_of([of])]


def _added(of: Listing, work: Work) -> str | None:
    told = read_toml(of.listed / WORKS)["works"][work.key].get("added")
    return str(told) if told else None


@dataclass(frozen=True, slots=True)
class State:
    """Whether a work can be quoted from, and what is to be told of it."""

    key: str
    well: bool
    told: Message


def states(config: Config) -> Iterator[State]:
    """How each work stands: its bytes, its characters, the map of its voices, the file that it was got out of."""
    speakers = read_lexicon(config.data).titles
    for of in listings_of(config):
        for work in works_of([of]):
            try:
                yield State(work.key, well=True, told=_state(config, of, work, frozenset(speakers)))
            except (BadInput, CorpusError) as e:
                yield State(work.key, well=False, told=Message(e.key, e.values))


def _state(config: Config, of: Listing, work: Work, speakers: frozenset[str]) -> Message:
    text = next(texts_of([of], [work.key]))
    passages = cut(text).passages
    if not passages:
        raise CorpusError("text-empty", file=work.source)
    map_of([of], speakers).check(text)
    if added(config).holds(work.key):
        _check_original(of, added(config).original(work.key), work)
    return Message("works-well", {"work": work.key, "count": len(passages)})


def _check_original(of: Listing, original: Path, work: Work) -> None:
    sha256 = read_toml(of.listed / WORKS)["works"][work.key].get("original_sha256")
    if hashlib.sha256(original.read_bytes()).hexdigest() != sha256:
        raise CorpusError("text-changed", file=f"{work.key}/{original.name}")


def remove(config: Config, key: str, *, sure: bool) -> Pointing:
    """Removes an added work; what pointed to it is told. BadInput for a seed, or where it would be missed by others.

    `sure` removes it then too.
    """
    works = works_of(listings_of(config))
    work = next((work for work in works if work.key == key), None)
    if work is None:
        raise BadInput("work-unknown", work=key, works=", ".join(of.key for of in works))
    if not added(config).holds(key):
        raise BadInput("remove-seed", work=key)
    last = sum(of.author_key == work.author_key for of in works) == 1
    missed = pointing(config, key, work.author_key if last else None)
    if missed != NO_MATTER and not sure:
        raise BadInput("remove-pointed", work=key, topics=missed.topics, bans=missed.bans, schedules=missed.schedules)
    added(config).remove(key)
    return missed
