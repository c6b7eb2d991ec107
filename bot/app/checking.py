"""Looks whether everything that the bot needs works, one thing after another; a failure of one hides no other."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from tempfile import TemporaryFile

from bot.app.reading import check_voices, index_of, writable
from bot.app.storing import backend_of
from bot.config import Config
from bot.corpus.works import check_texts, read_works
from bot.errors import BotError, IndexUnusable, SettingsError
from bot.index.reader import Index
from bot.model import Finding, Message
from bot.platforms.matrix.credentials import read
from bot.store.migrating import Migrations, revision_of

# Enough for the index of two texts many times over, and for a month of backups.
NEEDED_MB = 200
MB = 1_000_000


def findings(config: Config, *, online: bool) -> Iterator[Finding]:
    """A finding for each thing that the bot needs; with `online` platforms are asked whether they take the token."""
    looks: dict[str, Callable[[Config], Message]] = {
        "texts": _texts,
        "voices": _voices,
        "state": _state,
        "disk": _disk,
        "index": _index,
        "database": _database,
        "token": partial(_token, online=online),
        "matrix": partial(_matrix, online=online),
    }
    for name, look in looks.items():
        try:
            yield Finding(name, well=True, told=look(config))
        except BotError as e:
            yield Finding(name, well=False, told=Message(e.key, e.values))


def _texts(config: Config) -> Message:
    works = read_works(config.data)
    check_texts(works, config.seeds)
    return Message("check-texts", {"count": len(works)})


def _voices(config: Config) -> Message:
    return Message("check-voices", {"count": check_voices(config)})


def _state(config: Config) -> Message:
    with writable(config):
        config.state.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=config.state) as file:
            file.write(b"x")
    return Message("check-state", {"folder": str(config.state)})


def _disk(config: Config) -> Message:
    folder = next(of for of in (config.state.absolute(), *config.state.absolute().parents) if of.is_dir())
    free = shutil.disk_usage(folder).free // MB
    if free < NEEDED_MB:
        raise SettingsError("disk-full", free=free, needed=NEEDED_MB)
    return Message("check-disk", {"free": free})


def _index(config: Config) -> Message:
    """An index that is not there, or does not open, is built at the next start."""
    folder, spoken = index_of(config)
    try:
        return Message("check-index", {"count": len(Index(folder, spoken))})
    except IndexUnusable:
        return Message("check-index-later")


def _database(config: Config) -> Message:
    backend, migrations = backend_of(config), Migrations()
    revision = revision_of(backend, migrations)
    if revision is None:
        return Message("check-database-later", {"database": backend.name})
    key = "check-database" if revision == migrations.head else "check-database-older"
    return Message(key, {"database": backend.name, "revision": revision})


def _token(config: Config, *, online: bool) -> Message:
    if config.discord is None and config.serves_matrix:
        return Message("check-token-none")
    if config.discord is None:
        raise SettingsError("token-missing")
    if not online:
        return Message("check-token")
    # Late, as a chat library takes its time, and is asked for nothing else here.
    number = import_module("bot.app.application").application(config.discord)
    return Message("check-token-online", {"application": str(number)})


def _matrix(config: Config, *, online: bool) -> Message:
    if not config.serves_matrix:
        return Message("check-matrix-none")
    me = read(config.state)
    if not online:
        return Message("check-matrix", {"user": me.user})
    # Late, as above.
    found = import_module("bot.app.matrix").standing(me)
    return Message("check-matrix-online", {"user": found.user, "device": found.device})
