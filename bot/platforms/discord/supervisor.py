"""Keeps Discord served: a new client for each session, with back-off between them, until told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import discord
import structlog
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.errors import PlatformRefused
from bot.platforms.discord.backoff import Backoff
from bot.platforms.discord.client import Client
from bot.platforms.discord.mishaps import described

log = structlog.get_logger(__name__)

# In-flight answers have 6 seconds of these, and posts that are left half a second more.
CLOSING_S = 7.4
WRONG_TOKEN = 4004
# A shard, version or intent that Discord does not take from us: the next session would ask for the same.
UNSERVABLE = range(4010, 4015)


def set_up(api_base: str | None, gateway: str | None) -> None:
    """Sets what discord.py keeps for a whole process: where Discord is (tests have their own), and no word on voice."""
    if api_base:
        Route.BASE = api_base
    if gateway:
        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def _nothing() -> None:
    """Where nothing is left to do."""


class Discord:
    """Discord as a service. `client` makes a client; one serves for one session. `at_end` is done after the last."""

    def __init__(
        self,
        token: str,
        client: Callable[[], Client],
        backoff: Backoff | None = None,
        at_end: Callable[[], None] = _nothing,
    ) -> None:
        self._token = token
        self._client = client
        self._backoff = backoff or Backoff()
        self._at_end = at_end

    async def run(self, stop: asyncio.Event) -> None:
        """Serves until `stop` is set; PlatformRefused where Discord refuses the token."""
        told = asyncio.create_task(stop.wait(), name="discord-stop")
        loop = asyncio.get_running_loop()
        try:
            while not told.done():
                client, began = self._client(), loop.time()
                await self._serve(client, told)
                wait = self._backoff.next(lasted=loop.time() - began, session_began=client.session_began)
                await asyncio.wait({told}, timeout=wait)
        finally:
            told.cancel()
            self._at_end()

    async def _serve(self, client: Client, told: asyncio.Task[bool]) -> None:
        """One client's life."""
        log.debug("discord connecting", shard=client.shard_id or 0)
        # Without discord.py's own reconnecting: it fails where the first connection does (AttributeError), and waits
        # up to 17 minutes. Breaks of a session that can be resumed are resumed all the same.
        session = asyncio.create_task(client.start(self._token, reconnect=False), name="discord-session")
        try:
            await asyncio.wait({session, told}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await _close(client, session)
        if not told.done():
            _judge(session, client.shard_id or 0)


async def _close(client: Client, session: asyncio.Task[None]) -> None:
    """Closes within the time that a service has to end; a gateway that is gone would hold discord.py for longer."""
    closing = asyncio.create_task(client.close(), name="discord-close")
    await asyncio.wait({closing}, timeout=CLOSING_S)
    closing.cancel()
    session.cancel()
    for error in await asyncio.gather(closing, session, return_exceptions=True):
        if error is not None:
            log.debug("closed", error=type(error).__name__)


def _judge(session: asyncio.Task[None], shard: int) -> None:
    """Notes why a session ended; raises where the next would end alike."""
    error = None if session.cancelled() else session.exception()
    code = error.code if isinstance(error, discord.ConnectionClosed) else 0
    if code == WRONG_TOKEN or isinstance(error, discord.LoginFailure):
        raise PlatformRefused("discord-refused") from None
    if code in UNSERVABLE:
        raise PlatformRefused("discord-unservable", code=str(code)) from None
    log.warning("discord connection ended", shard=shard, **(described(error) if error else {}))
