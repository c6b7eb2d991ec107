"""Works from several places together: the seeds, and each work that an operator added, with the same files beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.corpus.lexicon import read_bytes
from bot.corpus.utterances import FILE as VOICES
from bot.corpus.utterances import Utterance, Utterances, check_utterances, read_utterances
from bot.corpus.works import Text, check_texts, read_records, read_texts, read_works
from bot.errors import CorpusError
from bot.model import Work
from bot.reply.bibliography import Record

WORKS = "works.toml"


@dataclass(frozen=True, slots=True)
class Listing:
    """Works that are listed together: in `listed` stand works.toml and voices.toml, in `files` their texts."""

    listed: Path
    files: Path

    @property
    def voices(self) -> bytes:
        """The map of voices as it stands in its file; empty where nobody made one."""
        return read_bytes(self.listed / VOICES) if (self.listed / VOICES).exists() else b""


def works_of(listings: Iterable[Listing]) -> tuple[Work, ...]:
    """All works, in the order of the listings; CorpusError where two of them have one key, or one file name."""
    works = tuple(work for of in listings for work in read_works(of.listed))
    for names in (Counter(work.key for work in works), Counter(work.source for work in works)):
        name, times = next(iter(names.most_common(1)), ("", 0))
        if times > 1:
            raise CorpusError("work-twice", work=name)
    return works


def records_of(listings: Iterable[Listing]) -> Mapping[str, Record]:
    """What a bibliography asks of each work, by the work's key."""
    return {key: record for of in listings for key, record in read_records(of.listed).items()}


def check_files(listings: Iterable[Listing]) -> None:
    """Refuses where a file is not byte for byte the one that its work was reviewed from."""
    for of in listings:
        check_texts(read_works(of.listed), of.files)


def texts_of(listings: Iterable[Listing], keys: Collection[str] | None = None) -> Iterator[Text]:
    """Each work with its text, one at a time; those of these `keys` alone where any are given."""
    for of in listings:
        wanted = tuple(work for work in read_works(of.listed) if keys is None or work.key in keys)
        yield from read_texts(wanted, of.files)


@dataclass(frozen=True, slots=True)
class Map:
    """Who speaks where the author of a work does not, in all works; `said` is what is to stand at each place."""

    utterances: Utterances
    said: Mapping[str, Sequence[str]]

    def check(self, text: Text) -> None:
        """Refuses a text that the map does not fit."""
        check_utterances(text, self.utterances.get(text.work.key, ()), self.said.get(text.work.key, ()))

    def __len__(self) -> int:
        return sum(map(len, self.utterances.values()))


def map_of(listings: Iterable[Listing], speakers: Iterable[str]) -> Map:
    """The map of all works. A listing says nothing of the works of another."""
    utterances: dict[str, tuple[Utterance, ...]] = {}
    said: dict[str, Sequence[str]] = {}
    speakers = frozenset(speakers)
    for of in listings:
        if of.voices:
            found, words = read_utterances(of.listed, speakers)
            own = {work.key for work in read_works(of.listed)} & found.keys()
            utterances |= {key: found[key] for key in own}
            said |= {key: words[key] for key in own}
    return Map(utterances, said)
