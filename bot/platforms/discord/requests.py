"""What the bot asks of Discord by itself: through the client of the present session, and never while Discord rests.

discord.py may repeat a request that met a 5xx, a few times within seconds: Discord posts once what has the same nonce.
What was told to wait (429) it would repeat too, after a sleep of up to half a minute; that is given up, for whoever
asked is told how long to wait, and asks again. It is left to sleep all the same: cut off in it, discord.py (2.7.1)
would hold back everything else for ever where the limit was a global one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Any, TypeVar

import aiohttp
import discord
import structlog

from bot.daily.outbox import RetryAfter
from bot.platforms.discord.membership import PLATFORM
from bot.platforms.discord.mishaps import UNKNOWN_MESSAGE, is_code

log = structlog.get_logger(__name__)

TOO_MANY, SERVER_ERROR = 429, 500
# Without a client, or a way to Discord, it is tried again after so long.
AWAY_S = 5.0
# What has not begun by then, behind other requests, is not begun any more.
PATIENCE_S = 20.0
# Where Discord does not say how long.
LIMIT_S = 60.0
EVERYWHERE = ""

Told = TypeVar("Told")


class InDoubt(Exception):
    """It may have been done, or not: an answer was lost, or it was refused after one was."""


class _GivenUp(Exception):
    """Nobody waits for the answer any more."""


@dataclass(eq=False)
class _Attempt:
    """Something that is asked, of which discord.py may make several requests, of what is asked `once` a single one.

    `told` where it is to be asked later.
    """

    place: str
    told: asyncio.Future[RetryAfter]
    once: bool = False
    began: bool = False
    under_way: bool = False
    doubtful: bool = False
    given_up: bool = False

    def doubt(self) -> None:
        """It may have been done, or not."""
        self.doubtful = True
        self.given_up |= self.once

    def put_off(self, told: RetryAfter) -> None:
        self.given_up = True
        if not self.told.done():
            self.told.set_result(told)

    def hurry(self) -> None:
        if not self.began:
            self.put_off(RetryAfter(AWAY_S))


class Requests:
    """Asks for whoever posts by themselves. It outlives the clients, of which there is one at a time, or none."""

    def __init__(self, own: Callable[[], float] = time.monotonic) -> None:
        self._own = own
        self._client: discord.Client | None = None
        # Until when, of the machine's own time, Discord wants no request for a place.
        self._rests: dict[str, float] = {}
        self._attempts: dict[asyncio.Task[Any], _Attempt] = {}
        self._stops: list[asyncio.Event] = []
        self._changed = asyncio.Event()
        self._heard = ""

    @property
    def client(self) -> discord.Client | None:
        """The client of the present session; None between sessions."""
        return self._client

    @property
    def trace(self) -> aiohttp.TraceConfig:
        """For a client to tell of its requests."""
        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(self._begins)
        trace.on_request_end.append(self._ends)
        trace.on_request_exception.append(self._breaks)
        return trace

    def take(self, client: discord.Client) -> None:
        """A session has begun."""
        self._client = client

    async def let_go(self, seconds: float) -> None:
        """The session ends. Waits at most so long for what is being asked, and for those who need it to the end."""
        if not self._ending:
            self._client = None
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._ending or not all(of.given_up for of in self._attempts.values()):
                    self._changed.clear()
                    await self._changed.wait()
        self._client = None
        for task in self._attempts:
            task.cancel()

    @contextmanager
    def needed(self, stop: asyncio.Event) -> Iterator[None]:
        """From when `stop` is set until the end of the block no client is let go."""
        self._stops.append(stop)
        try:
            yield
        finally:
            self._stops.remove(stop)
            self._changed.set()

    async def ask(
        self, place: str, question: Callable[[discord.Client], Coroutine[Any, Any, Told]], *, once: bool = False
    ) -> Told:
        """What Discord answers about a place. RetryAfter where it was certainly not asked, or did nothing.

        InDoubt where it may have done it; discord.HTTPException where it refuses. What would be done twice if it were
        repeated after an error of Discord's is asked `once`.
        """
        if self._client is None:
            raise RetryAfter(AWAY_S, everywhere=True)
        self._check_rested(place)
        loop = asyncio.get_running_loop()
        attempt = _Attempt(place, loop.create_future(), once)
        task = loop.create_task(question(self._client), name="discord-request")
        self._attempts[task] = attempt
        task.add_done_callback(self._done)
        hurry = loop.call_later(PATIENCE_S, attempt.hurry)
        either: set[asyncio.Future[Any]] = {task, attempt.told}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            return _outcome(task, attempt)
        finally:
            hurry.cancel()
            attempt.given_up = True
            if attempt.under_way:
                task.cancel()

    @property
    def heard(self) -> datetime | None:
        """What time it was at Discord when it last answered."""
        with suppress(ValueError):
            return parsedate_to_datetime(self._heard).astimezone(UTC) if self._heard else None
        return None

    @property
    def _ending(self) -> bool:
        return any(stop.is_set() for stop in self._stops)

    def _done(self, task: asyncio.Task[Any]) -> None:
        del self._attempts[task]
        if not task.cancelled():
            # Asked for here, so that none is missed where nobody waits.
            task.exception()
        self._changed.set()

    def _attempt(self) -> _Attempt | None:
        task = asyncio.current_task()
        return self._attempts.get(task) if task else None

    async def _begins(
        self, _session: object, _context: SimpleNamespace, _told: aiohttp.TraceRequestStartParams
    ) -> None:
        attempt = self._attempt()
        if attempt is None:
            return
        if attempt.given_up:
            raise _GivenUp
        # Another request may have been told to wait while this one stood behind it.
        self._check_rested(attempt.place)
        attempt.began = attempt.under_way = True

    async def _ends(self, _session: object, _context: SimpleNamespace, told: aiohttp.TraceRequestEndParams) -> None:
        headers, status, attempt = told.response.headers, told.response.status, self._attempt()
        self._heard = headers.get("Date", self._heard)
        log.debug("platform answered", platform=PLATFORM, answer=f"{status // 100}xx")
        limit = _limit(headers) if status == TOO_MANY else None
        if limit:
            log.info("platform asks to wait", platform=PLATFORM, seconds=limit.seconds, everywhere=limit.everywhere)
        if limit and (attempt or limit.everywhere):
            self._rest(EVERYWHERE if limit.everywhere or attempt is None else attempt.place, limit.seconds)
        if attempt is None:
            return
        attempt.under_way = False
        if status >= SERVER_ERROR:
            attempt.doubt()
        if limit:
            attempt.put_off(limit)

    async def _breaks(
        self, _session: object, _context: SimpleNamespace, told: aiohttp.TraceRequestExceptionParams
    ) -> None:
        log.debug("platform did not answer", platform=PLATFORM)
        if attempt := self._attempt():
            attempt.under_way = False
            if not isinstance(told.exception, aiohttp.ClientConnectorError):
                attempt.doubt()

    def _check_rested(self, place: str) -> None:
        for of in (EVERYWHERE, place):
            if (left := self._rests.get(of, 0.0) - self._own()) > 0:
                raise RetryAfter(left, everywhere=of == EVERYWHERE)

    def _rest(self, place: str, seconds: float) -> None:
        now = self._own()
        self._rests = {of: until for of, until in self._rests.items() if until > now}
        self._rests[place] = max(self._rests.get(place, 0.0), now + seconds)


def _outcome(task: asyncio.Task[Told], attempt: _Attempt) -> Told:
    error = attempt.told.result() if attempt.told.done() else _error(task)
    if error is None:
        return task.result()
    if attempt.doubtful and not is_code(error, UNKNOWN_MESSAGE):
        raise InDoubt from error
    if isinstance(error, discord.RateLimited):
        raise RetryAfter(error.retry_after) from error
    unasked = not attempt.began and isinstance(error, aiohttp.ClientError | OSError | RuntimeError | InDoubt)
    if unasked or isinstance(error, aiohttp.ClientConnectorError):
        raise RetryAfter(AWAY_S, everywhere=True) from error
    raise error


def _error(task: asyncio.Task[Any]) -> BaseException | None:
    return InDoubt() if task.cancelled() else task.exception()


def _limit(headers: Mapping[str, str]) -> RetryAfter:
    """What a 429 says. One that does not come from Discord itself, but from before it, is meant for the machine."""
    everywhere = "Via" not in headers or headers.get("X-RateLimit-Scope") == "global" or "X-RateLimit-Global" in headers
    try:
        seconds = float(headers.get("Retry-After") or headers.get("X-RateLimit-Reset-After") or LIMIT_S)
    except ValueError:
        seconds = LIMIT_S
    return RetryAfter(seconds, everywhere=everywhere)
