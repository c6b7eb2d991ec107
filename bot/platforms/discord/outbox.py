"""Posts in Discord's channels, each at most once, and finds again what it posted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord
import structlog
from discord.http import Route

from bot.daily.outbox import NO_PLACE, UNFIT, CannotSee, Refused, RetryAfter, TooMuch, marker
from bot.platforms.discord.components import TEXT_DISPLAY, texts, walk
from bot.platforms.discord.grounds import Grounds
from bot.platforms.discord.layout import Layout
from bot.platforms.discord.limits import Fitting, OverLimit, fitting
from bot.platforms.discord.polls import drawn
from bot.platforms.discord.refusals import asked, channel_of, meant
from bot.platforms.discord.requests import EVERYWHERE, InDoubt, Requests
from bot.reply import Reply

log = structlog.get_logger(__name__)

# Discord gives no more at once; and so many at most are looked through for a post.
PAGE, PAGES = 100, 20
# As far the clocks may be apart.
SKEW = timedelta(minutes=10)
# In an outage of a server it is asked again after so long.
OUTAGE_S = 60.0
# The end must not have to wait for it.
TIME_S = 2.0

Message = Mapping[str, Any]


class Outbox:
    """Discord, to post in. The nonce of a post is its key, by which Discord posts it once in some minutes."""

    def __init__(self, requests: Requests, grounds: Grounds, layout: Layout) -> None:
        self._requests = requests
        self._grounds = grounds
        self._layout = layout

    async def send(self, place: str, reply: Reply, key: str) -> str:
        """Posts it; it mentions nobody but the role that it calls. A poll is no message of components.

        InDoubt, and whatever else is not of the port, leaves it in doubt.
        """
        page, channel, called = self.page(reply), channel_of(place), _called(reply)

        async def post(client: discord.Client) -> str:
            to = client.get_partial_messageable(channel)
            if reply.poll:
                poll = drawn(reply.poll, self._layout.say(reply.poll.question, reply.locale))
                words = texts(page.view.components)
                return str((await to.send(words, poll=poll, nonce=key, allowed_mentions=called)).id)
            # Made anew by each request: discord.py closes the files.
            files = [enclosure.file() for enclosure in page.enclosed]
            return str((await to.send(view=page.view, files=files, nonce=key, allowed_mentions=called)).id)

        return await asked(self._requests, place, post)

    async def find(self, place: str, key: str, anchor: str | None, since: datetime) -> str | None:
        """The bot's own post of that key; CannotSee where it may not look back, TooMuch where it cannot.

        To those who may not read it, Discord shows a history without anything in it.
        """
        channel = channel_of(place)
        await self.check_readable(place)
        after = int(anchor) if anchor else discord.utils.time_snowflake(since - SKEW)
        for _ in range(PAGES):
            messages = await asked(self._requests, place, _history(channel, after))
            found = [of for of in messages if ends(of, marker(key))]
            if found:
                return str(found[-1]["id"])
            if len(messages) < PAGE:
                return None
            after = max(int(of["id"]) for of in messages)
        raise TooMuch

    async def anchor(self, place: str) -> str | None:
        """The id of the last message."""
        channel = channel_of(place)

        async def last(client: discord.Client) -> str | None:
            told: Mapping[str, Any] = await client.http.get_channel(channel)
            return told.get("last_message_id")

        return await asked(self._requests, place, last)

    async def time(self) -> datetime | None:
        """What time it is at Discord, by the date of an answer."""

        async def ask(client: discord.Client) -> None:
            await client.http.request(Route("GET", "/gateway/bot"))

        try:
            async with asyncio.timeout(TIME_S):
                await asked(self._requests, EVERYWHERE, ask)
        except (RetryAfter, InDoubt, Refused, discord.HTTPException, aiohttp.ClientError, OSError) as e:
            log.info("discord did not tell the time", error=type(e).__name__)
            return None
        return self._requests.heard

    def page(self, reply: Reply) -> Fitting:
        """A reply as it is posted; Refused where it is over Discord's limits."""
        try:
            return fitting(self._layout.page(reply))
        except OverLimit as e:
            log.warning("post over Discord's limits", findings=e.findings)
            raise Refused(UNFIT) from None

    async def check_readable(self, place: str) -> None:
        """CannotSee where the bot may not look back in a place, Refused where there is none."""
        try:
            ground = await self._grounds.ground(place)
        except discord.HTTPException as e:
            raise meant(e) from None
        if ground is None:
            raise Refused(NO_PLACE)
        if not ground.known:
            raise RetryAfter(OUTAGE_S)
        if ground.lacks(["read-back"]):
            raise CannotSee


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


def _called(reply: Reply) -> discord.AllowedMentions:
    """Nobody is mentioned, but the role that a reply calls: never everyone, whose role has the server's own id."""
    if not reply.calls:
        return discord.AllowedMentions.none()
    role = discord.Object(channel_of(reply.calls))
    return discord.AllowedMentions(everyone=False, users=False, roles=[role], replied_user=False)


def ends(message: Message, mark: str) -> bool:
    """Whether one of a message's texts ends with that mark."""
    parts = walk(message.get("components", ()))
    said = [message.get("content", ""), *(part["content"] for part in parts if part["type"] == TEXT_DISPLAY)]
    return any(text.rstrip().endswith(mark) for text in said)
