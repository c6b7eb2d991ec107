"""Puts together what reading needs: texts, index, library and languages."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import structlog

from bot.config import Config
from bot.corpus.lexicon import FILES, read_bytes, read_lexicon
from bot.corpus.passages import cut
from bot.corpus.topics import read_topics
from bot.corpus.utterances import FILE as VOICES
from bot.corpus.utterances import check_utterances, read_utterances
from bot.corpus.works import check_texts, read_records, read_texts, read_works
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
    works = read_works(config.data)
    check_texts(works, config.seeds)
    folder, spoken = index_of(config)

    def source() -> Source:
        lexicon = read_lexicon(config.data)
        utterances, said = read_utterances(config.data, lexicon.titles)

        def chapters() -> Iterator[Chapter]:
            for text in read_texts(works, config.seeds):
                check_utterances(text, utterances.get(text.work.key, ()), said.get(text.work.key, ()))
                parts = cut(text)
                yield Chapter(text.work, parts.sections, parts.passages, utterances.get(text.work.key, ()))

        return Source(spoken, lexicon, utterances, chapters)

    with writable(config):
        index = open_index(folder, spoken, source, progress)
    corpus = fingerprint(work.sha256.encode() for work in works)
    log.info("texts read", works=len(works), passages=len(index), corpus=corpus, index=folder.name)
    reviewed = Reviewed(partial(read_topics, config.data), read_records(config.data))
    return Library(works, index, reviewed, without)


def index_of(config: Config) -> tuple[Path, tuple[str, ...]]:
    """The folder of the index for the texts of the configuration, and the languages that it knows."""
    spoken = tuple(sorted({work.language for work in read_works(config.data)}))
    name = fingerprint(read_bytes(config.data / file) for file in (*FILES, VOICES))
    return config.state / "index" / name, spoken


def check_voices(config: Config) -> int:
    """How many stretches of text have a voice of their own; CorpusError where one does not fit its text."""
    utterances, said = read_utterances(config.data, read_lexicon(config.data).titles)
    for text in read_texts(read_works(config.data), config.seeds):
        check_utterances(text, utterances.get(text.work.key, ()), said.get(text.work.key, ()))
    return sum(len(of) for of in utterances.values())


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
