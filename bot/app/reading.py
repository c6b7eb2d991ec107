"""Puts together what reading needs: texts, index, library and languages."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import structlog

from bot.config import Config
from bot.corpus.added import Added
from bot.corpus.collected import WORKS, Listing, check_files, map_of, records_of, texts_of, works_of
from bot.corpus.lexicon import FILES, read_bytes, read_lexicon
from bot.corpus.passages import cut
from bot.corpus.topics import read_topics
from bot.corpus.utterances import FILE as VOICES
from bot.errors import SettingsError
from bot.i18n import Languages
from bot.index.build import Chapter, Progress, Source, silent
from bot.index.keeper import fingerprint, open_index
from bot.library.library import Library, Reviewed

log = structlog.get_logger(__name__)


def languages(config: Config) -> Languages:
    """The languages of the interface."""
    return Languages(config.locale)


def open_library(config: Config, progress: Progress = silent, without: Collection[str] = ()) -> Library:
    """The library over the texts of the configuration; builds their index first where there is none.

    `without` leaves out rules of understanding.
    """
    listings = listings_of(config)
    works = works_of(listings)
    check_files(listings)
    folder, spoken = index_of(config)

    def source() -> Source:
        lexicon = read_lexicon(config.data)
        voices = map_of(listings, lexicon.titles)

        def chapters() -> Iterator[Chapter]:
            for text in texts_of(listings):
                voices.check(text)
                parts = cut(text)
                yield Chapter(text.work, parts.sections, parts.passages, voices.utterances.get(text.work.key, ()))

        return Source(spoken, lexicon, voices.utterances, chapters)

    with writable(config):
        index = open_index(folder, spoken, source, progress)
    corpus = fingerprint(work.sha256.encode() for work in works)
    log.info("texts read", works=len(works), passages=len(index), corpus=corpus, index=folder.name)
    reviewed = Reviewed(partial(read_topics, config.data), records_of(listings))
    return Library(works, index, reviewed, without)


def listings_of(config: Config) -> tuple[Listing, ...]:
    """The seeds, then the works that the operator added."""
    return (Listing(config.data, config.seeds), *added(config).listings())


def added(config: Config) -> Added:
    """The works that the operator added: nothing writes to the seeds."""
    return Added(config.state / "works")


def index_of(config: Config) -> tuple[Path, tuple[str, ...]]:
    """The folder of the index for the texts of the configuration, and the languages that it knows."""
    seeds, *others = listings_of(config)
    spoken = tuple(sorted({work.language for work in works_of((seeds, *others))}))
    known = [read_bytes(config.data / file) for file in (*FILES, VOICES)]
    more = [part for of in others for part in (read_bytes(of.listed / WORKS), of.voices)]
    return config.state / "index" / fingerprint([*known, *more]), spoken


def check_voices(config: Config) -> int:
    """How many stretches of text have a voice of their own; CorpusError where one does not fit its text."""
    listings = listings_of(config)
    voices = map_of(listings, read_lexicon(config.data).titles)
    for text in texts_of(listings):
        voices.check(text)
    return len(voices)


def serving_library(config: Config) -> Library:
    """The library of a process that goes on for weeks: all is read beforehand, and no collection looks at it again."""
    library = open_library(config)
    library.prepare()
    gc.collect()
    gc.freeze()
    return library


@contextmanager
def writable(config: Config) -> Iterator[None]:
    """The state folder must take files: even an index that is only read keeps its lock there."""
    try:
        yield
    except OSError as e:
        reason = e.strerror or type(e).__name__
        raise SettingsError("state-unwritable", folder=str(config.state), reason=reason) from e
