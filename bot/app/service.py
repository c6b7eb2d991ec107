"""Puts the service together: texts, database, commands, platforms; runs them until told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterable
from functools import partial
from types import FrameType
from typing import NoReturn

import structlog

from bot.app.housekeeping import DAY_S, SOON_S, Chore, doing
from bot.app.membership import Kept
from bot.app.on_discord import OnDiscord, Service
from bot.app.posting import Tempo
from bot.app.reading import serving_library
from bot.app.storing import ready_backend
from bot.app.watching import Watching, count_open
from bot.config import Config
from bot.errors import PlatformRefused, SettingsError
from bot.observe import configure
from bot.store.backend import Backend
from bot.store.communities import Communities
from bot.store.database import Database, opened
from bot.store.deliveries import Deliveries
from bot.store.expiring import Expiring

log = structlog.get_logger(__name__)

SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run(config: Config, tempo: Tempo | None = None) -> None:
    """Serves what is configured until SIGTERM or SIGINT; a second signal ends at once."""
    if config.discord is None:
        raise SettingsError("nothing-to-serve")
    watching = Watching(config)
    configure(verbose=True, secrets=config.secrets, listeners=watching.listeners)
    for number in SIGNALS:
        signal.signal(number, _leave)
    library = serving_library(config)
    backend = ready_backend(config)
    try:
        serving = serve(backend, OnDiscord(config, config.discord, library, tempo or Tempo()).services)
        asyncio.run(watching.during(serving))
    except ExceptionGroup as failed:
        refused, rest = failed.split(PlatformRefused)
        if refused is None or rest is not None:
            raise
        raise _first(refused) from None


def _first(refused: ExceptionGroup[PlatformRefused]) -> PlatformRefused:
    """One of them, out of however many groups."""
    found = refused.exceptions[0]
    return _first(found) if isinstance(found, ExceptionGroup) else found


async def serve(backend: Backend, services: Callable[[Database, Kept], Iterable[Service]]) -> None:
    """Serves over a database until SIGTERM or SIGINT; a second signal ends at once."""
    stop = asyncio.Event()
    _obey(stop)
    async with opened(backend) as database:
        kept = Kept(Communities(database))
        async with doing(_chores(database, kept)), asyncio.TaskGroup() as group:
            for service in services(database, kept):
                group.create_task(service(stop))
            log.info("serving")
    log.info("stopped")


def _chores(database: Database, kept: Kept) -> list[Chore]:
    return [
        Chore("expire", Expiring(database).expire, DAY_S),
        Chore("catch up", kept.catch_up, SOON_S),
        Chore("count", partial(count_open, Deliveries(database)), SOON_S),
    ]


def _obey(stop: asyncio.Event) -> None:
    """The first signal asks for an end in order, the second for an end. As process 1 nobody else would handle them."""
    loop = asyncio.get_running_loop()

    def end(number: int) -> None:
        log.info("stopping")
        stop.set()
        _handle(loop, _end_at_once)

    _handle(loop, end)


def _handle(loop: asyncio.AbstractEventLoop, act: Callable[[int], None]) -> None:
    """Through the loop: a signal that another thread receives would not wake it up."""
    for number in SIGNALS:
        try:
            loop.add_signal_handler(number, act, number)
        except NotImplementedError:  # Windows, where the loop wakes up by itself
            signal.signal(number, lambda received, _: loop.call_soon_threadsafe(act, received))


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """Before anything is served there is nothing to end in order."""
    raise SystemExit(0)


def _end_at_once(number: int) -> NoReturn:
    os._exit(128 + number)
