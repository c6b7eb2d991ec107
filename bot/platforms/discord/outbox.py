"""Posts in Discord's channels, each at most once, and finds again what it posted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

import aiohttp
import discord
import structlog
from discord.http import Route

from bot.daily.outbox import FORBIDDEN, NO_PLACE, UNFIT, CannotSee, Refused, Removed, RetryAfter, marker
from bot.errors import PlatformRefused
from bot.platforms.discord.components import TEXT_DISPLAY, walk
from bot.platforms.discord.grounds import Grounds
from bot.platforms.discord.layout import Layout
from bot.platforms.discord.limits import Fitting, OverLimit, fitting
from bot.platforms.discord.mishaps import UNKNOWN_MESSAGE, described
from bot.platforms.discord.requests import EVERYWHERE, SERVER_ERROR, TOO_MANY, InDoubt, Requests
from bot.platforms.discord.signs import ID
from bot.reply import Reply

log = structlog.get_logger(__name__)

UNAUTHORIZED, NOT_ALLOWED, NOT_FOUND = 401, 403, 404
# Discord gives no more at once; and so many at most are looked through for a post.
PAGE, PAGES = 100, 20
# As far the clocks may be apart.
SKEW = timedelta(minutes=10)
# In an outage of a server it is asked again after so long.
OUTAGE_S = 60.0
TIME_S = 10.0

Told = TypeVar("Told")
Message = Mapping[str, Any]


class Outbox:
    """Discord, to post in. The nonce of a post is its key, by which Discord posts it once in some minutes."""

    def __init__(self, requests: Requests, grounds: Grounds, layout: Layout) -> None:
        self._requests = requests
        self._grounds = grounds
        self._layout = layout

    async def send(self, place: str, reply: Reply, key: str) -> str:
        """Posts it; it mentions nobody. InDoubt, and whatever else is not of the port, leaves it in doubt."""
        page, channel = self._page(reply), _channel(place)

        async def post(client: discord.Client) -> str:
            # Made anew by each request: discord.py closes the files.
            files = [enclosure.file() for enclosure in page.enclosed]
            nobody = discord.AllowedMentions.none()
            to = client.get_partial_messageable(channel)
            return str((await to.send(view=page.view, files=files, nonce=key, allowed_mentions=nobody)).id)

        return await self._ask(place, post)

    async def find(self, place: str, key: str, anchor: str | None, since: datetime) -> str | None:
        """The bot's own post of that key; CannotSee where it may not look back, or there is too much to look through.

        To those who may not read it, Discord shows a history without anything in it.
        """
        channel = _channel(place)
        await self._check_readable(place)
        after = int(anchor) if anchor else discord.utils.time_snowflake(since - SKEW)
        for _ in range(PAGES):
            messages = await self._ask(place, _history(channel, after))
            found = [of for of in messages if _ends(of, marker(key))]
            if found:
                return str(found[-1]["id"])
            if len(messages) < PAGE:
                return None
            after = max(int(of["id"]) for of in messages)
        raise CannotSee

    async def anchor(self, place: str) -> str | None:
        """The id of the last message."""
        channel = _channel(place)

        async def last(client: discord.Client) -> str | None:
            told: Mapping[str, Any] = await client.http.get_channel(channel)
            return told.get("last_message_id")

        return await self._ask(place, last)

    async def time(self) -> datetime | None:
        """What time it is at Discord, by the date of an answer."""

        async def ask(client: discord.Client) -> None:
            await client.http.request(Route("GET", "/gateway/bot"))

        try:
            async with asyncio.timeout(TIME_S):
                await self._ask(EVERYWHERE, ask)
        except (RetryAfter, InDoubt, Refused, discord.HTTPException, aiohttp.ClientError, OSError) as e:
            log.info("discord did not tell the time", error=type(e).__name__)
            return None
        return self._requests.heard

    def _page(self, reply: Reply) -> Fitting:
        try:
            return fitting(self._layout.page(reply))
        except OverLimit as e:
            log.warning("post over Discord's limits", findings=e.findings)
            raise Refused(UNFIT) from None

    async def _check_readable(self, place: str) -> None:
        try:
            ground = await self._grounds.ground(place)
        except discord.HTTPException as e:
            raise _meant(e) from None
        if ground is None:
            raise Refused(NO_PLACE)
        if not ground.known:
            raise RetryAfter(OUTAGE_S)
        if ground.lacks(["read-back"]):
            raise CannotSee

    async def _ask(self, place: str, question: Callable[[discord.Client], Coroutine[Any, Any, Told]]) -> Told:
        try:
            return await self._requests.ask(place, question)
        except discord.HTTPException as e:
            log.info("post refused", **described(e))
            raise _meant(e) from None


def _channel(place: str) -> int:
    if not ID.fullmatch(place):
        raise Refused(NO_PLACE)
    return int(place)


def _history(channel: int, after: int) -> Callable[[discord.Client], Coroutine[Any, Any, list[Message]]]:
    async def history(client: discord.Client) -> list[Message]:
        """The messages after one, those of others as good as empty: of the bot's own no answers to interactions."""
        me = client.user.id if client.user else 0
        page: list[Any] = await client.http.logs_from(channel, PAGE, after=after)
        return [
            of if int(of["author"]["id"]) == me and not of.get("interaction_metadata") else {"id": of["id"]}
            for of in page
        ]

    return history


def _ends(message: Message, mark: str) -> bool:
    """Whether one of a message's texts ends with that mark."""
    parts = walk(message.get("components", ()))
    texts = [message.get("content", ""), *(part["content"] for part in parts if part["type"] == TEXT_DISPLAY)]
    return any(text.rstrip().endswith(mark) for text in texts)


def _meant(error: discord.HTTPException) -> Exception:
    """What a refusal says. One without a code of Discord's is not from there: it may have been posted."""
    if error.status == UNAUTHORIZED:
        return PlatformRefused("discord-refused")
    if not error.code or error.status >= SERVER_ERROR or error.status == TOO_MANY:
        return error
    if error.code == UNKNOWN_MESSAGE:
        return Removed()
    return Refused({NOT_ALLOWED: FORBIDDEN, NOT_FOUND: NO_PLACE}.get(error.status, UNFIT))
