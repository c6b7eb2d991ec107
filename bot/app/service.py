"""Puts the service together: texts, database, commands, platforms; runs them until told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from types import FrameType
from typing import NoReturn, Protocol

import structlog

from bot.app.commands import registry
from bot.app.housekeeping import DAY_S, SOON_S, Chore, doing
from bot.app.membership import Kept
from bot.app.reading import languages, serving_library
from bot.app.storing import ready_backend
from bot.cards.drawing import Cards
from bot.communities.desk import desk
from bot.config import Config, DiscordConfig
from bot.daily.agenda import agenda
from bot.dispatch.cooldown import Cooldown
from bot.errors import PlatformRefused, SettingsError
from bot.library.library import Library
from bot.observe import configure
from bot.platforms.discord.announcing import Announcements
from bot.platforms.discord.client import Client
from bot.platforms.discord.lasting import Lasting
from bot.platforms.discord.supervisor import Discord, set_up
from bot.store.backend import Backend
from bot.store.communities import Communities
from bot.store.database import Database, opened
from bot.store.expiring import Expiring

log = structlog.get_logger(__name__)

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Platform(Protocol):
    """A chat platform as a service."""

    async def run(self, stop: asyncio.Event) -> None:
        """Serves until `stop` is set; PlatformRefused where it does not know the bot any more."""


Make = Callable[[Database, Kept], Platform]


def run(config: Config) -> None:
    """Serves what is configured until SIGTERM or SIGINT, a second signal ends at once; or until no platform is left.

    PlatformRefused then.
    """
    configure(verbose=True)
    for number in SIGNALS:
        signal.signal(number, _leave)
    library = serving_library(config)
    platforms = list(_platforms(config, library))
    if not platforms:
        raise SettingsError("nothing-to-serve")
    backend = ready_backend(config)
    refused = asyncio.run(_serve(backend, platforms))
    if len(refused) == len(platforms):
        raise refused[-1]


def _platforms(config: Config, library: Library) -> Iterator[Make]:
    if config.discord:
        yield partial(_discord, config, config.discord, library)
    if config.serves_matrix:
        # Late, as its library takes a second and 60 MB; where nobody uses Matrix it is not needed.
        matrix = import_module("bot.app.matrix").matrix
        yield lambda database, _: matrix(config, library, database)


def _discord(config: Config, discord: DiscordConfig, library: Library, database: Database, kept: Kept) -> Discord:
    set_up(discord.api_base, discord.gateway)
    cards, announcements = Cards(), Announcements()
    daily = agenda(database, library)
    commands = registry(
        library,
        cooldown=Cooldown(config.cooldown),
        cards=cards,
        desk=desk(database, library, daily.derived),
        announcer=announcements,
    )
    client = partial(
        Client,
        commands,
        languages(config),
        authors=tuple(library.authors),
        lasting=Lasting(config.state, membership=kept, cards=cards, announcements=announcements),
    )
    return Discord(discord.token, client, at_end=announcements.give_up)


async def _serve(backend: Backend, platforms: Sequence[Make]) -> list[PlatformRefused]:
    """Serves; gives those that refused the bot meanwhile."""
    stop, refused = asyncio.Event(), list[PlatformRefused]()
    _obey(stop)
    async with opened(backend) as database:
        kept = Kept(Communities(database))
        made = [make(database, kept) for make in platforms]
        async with doing(_chores(database, kept)), asyncio.TaskGroup() as group:
            for platform in made:
                group.create_task(_served(platform, stop, refused))
            log.info("serving")
    log.info("stopped")
    return refused


async def _served(platform: Platform, stop: asyncio.Event, refused: list[PlatformRefused]) -> None:
    """Serves a platform. Where it refuses the bot, the others go on."""
    try:
        await platform.run(stop)
    except PlatformRefused as e:
        log.error("platform ended", reason=str(e))  # noqa: TRY400 - the reason is all that there is to it
        refused.append(e)


def _chores(database: Database, kept: Kept) -> list[Chore]:
    return [Chore("expire", Expiring(database).expire, DAY_S), Chore("catch up", kept.catch_up, SOON_S)]


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
