"""Puts the service together: texts, database, commands, platforms; runs them until told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine, Iterable, Iterator
from functools import partial
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import structlog

from bot.app.editions import Editions
from bot.app.housekeeping import DAY_S, SOON_S, Chore, doing
from bot.app.leased import Leased, Service
from bot.app.membership import Kept
from bot.app.on_discord import OnDiscord
from bot.app.posting import Tempo
from bot.app.reading import serving_library
from bot.app.rereading import SIGNAL, rereading
from bot.app.storing import ready_backend
from bot.app.watching import Watching, count_open
from bot.config import Config
from bot.errors import PlatformRefused, SettingsError
from bot.observe import configure
from bot.platforms.matrix.credentials import read
from bot.store.backend import Backend
from bot.store.communities import Communities
from bot.store.database import Database, opened
from bot.store.deliveries import Deliveries
from bot.store.expiring import Expiring

log = structlog.get_logger(__name__)

SIGNALS = (signal.SIGTERM, signal.SIGINT)


Platform = Callable[[Database, Kept], Iterable[Service]]
"""What serves on a chat platform, over a database."""

Refusals = list[PlatformRefused]
"""Why platforms do not know the bot any more."""


def run(config: Config, tempo: Tempo | None = None) -> None:
    """Serves what is configured until SIGTERM or SIGINT, a second signal ends at once; or until no platform is left.

    PlatformRefused then.
    """
    if not (config.discord or config.serves_matrix):
        raise SettingsError("nothing-to-serve")
    watching = Watching(config)
    configure(verbose=True, secrets=config.secrets, listeners=watching.listeners)
    for number in SIGNALS:
        signal.signal(number, _leave)
    # Until somebody hears it, it waits: what is read now may be what was there before.
    signal.pthread_sigmask(signal.SIG_BLOCK, {SIGNAL})
    editions = Editions(serving_library(config))
    platforms = list(_platforms(config, editions, tempo or Tempo()))
    backend = ready_backend(config)
    refused = asyncio.run(watching.during(_served_anew(config, editions, serve(backend, platforms))))
    if len(refused) == len(platforms):
        raise refused[-1]


def _platforms(config: Config, editions: Editions, tempo: Tempo) -> Iterator[Platform]:
    if config.discord:
        yield OnDiscord(config, config.discord, editions, tempo).services
    if config.serves_matrix:
        # Late, as its library takes a second and 60 MB; where nobody uses Matrix it is not needed.
        matrix = import_module("bot.app.matrix").matrix
        yield lambda database, _: (
            _alone(config, database, lambda over: matrix(config, editions, over, tempo).run, tempo.lease),
        )


def _alone(config: Config, database: Database, matrix: Callable[[Database], Service], lease_s: float) -> Service:
    """Matrix, where an account is one device: served by one process at a time, where there may be several."""
    if config.database_url is None:
        return matrix(database)
    return Leased(database, f"matrix/{read(config.state).user}", matrix, lease_s).run


def _first(refused: ExceptionGroup[PlatformRefused]) -> PlatformRefused:
    """One of them, out of however many groups."""
    found = refused.exceptions[0]
    return _first(found) if isinstance(found, ExceptionGroup) else found


async def _served_anew(config: Config, editions: Editions, serving: Coroutine[Any, Any, Refusals]) -> Refusals:
    """Serves; reads texts and data anew when it is told so."""
    async with rereading(config, editions):
        return await serving


async def serve(backend: Backend, platforms: Iterable[Platform]) -> Refusals:
    """Serves over a database until SIGTERM or SIGINT; a second signal ends at once.

    Gives those that refused the bot meanwhile.
    """
    stop, refused = asyncio.Event(), Refusals()
    _obey(stop)
    async with opened(backend) as database:
        kept = Kept(Communities(database))
        made = [platform(database, kept) for platform in platforms]
        async with doing(_chores(database, kept)), asyncio.TaskGroup() as group:
            for services in made:
                group.create_task(_served(services, stop, refused))
            log.info("serving")
    log.info("stopped")
    return refused


async def _served(services: Iterable[Service], stop: asyncio.Event, refused: Refusals) -> None:
    """Serves a platform. Where it refuses the bot, the others go on."""
    try:
        async with asyncio.TaskGroup() as group:
            for service in services:
                group.create_task(service(stop))
    except* PlatformRefused as failed:
        reason = _first(failed)
        log.error("platform ended", reason=str(reason))  # noqa: TRY400 - the reason is all that there is to it
        refused.append(reason)


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
