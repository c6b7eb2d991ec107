"""Threads: one at a message, and one that is a post in a forum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import discord
from discord.http import handle_message_parameters

from bot.daily.outbox import marker
from bot.platforms.discord.limits import Fitting
from bot.platforms.discord.mishaps import UNKNOWN_CHANNEL, is_code
from bot.platforms.discord.outbox import SKEW, ends
from bot.platforms.discord.refusals import asked, channel_of
from bot.platforms.discord.requests import Requests

NAME = 100
# After so many minutes without a message Discord puts a thread aside: a week.
LASTS: Final = 10080
OPENED_BEFORE = 160004
# So many that were put aside are looked through, those first that were put aside last.
ASIDE = 50

Told = Mapping[str, Any]


def named(name: str) -> str:
    """What a thread is called: as much of a name as Discord takes, up to the end of a word."""
    line = " ".join(name.split())
    if len(line) <= NAME:
        return line
    words, _, _ = line[:NAME].rpartition(" ")
    return f"{(words or line)[: NAME - 1].rstrip()}…"


class Threads:
    """Threads at messages: a message has one at most, whose id is the message's own."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def open(self, channel: str, message: str, name: str) -> str:
        """Opens the thread at a message, and gives its id; one that is there is left as it is."""
        found = await self.find(channel, message)
        if found is not None:
            return found
        there, of = channel_of(channel), channel_of(message)

        async def start(client: discord.Client) -> str:
            try:
                await client.http.start_thread_with_message(there, of, name=named(name), auto_archive_duration=LASTS)
            except discord.HTTPException as e:
                if not is_code(e, OPENED_BEFORE):
                    raise
            return message

        return await asked(self._requests, channel, start)

    async def find(self, channel: str, message: str) -> str | None:
        """The thread at a message; None where it has none. A post in a forum is its own."""
        of = channel_of(message)

        async def look(client: discord.Client) -> str | None:
            try:
                await client.http.get_channel(of)
            except discord.HTTPException as e:
                if is_code(e, UNKNOWN_CHANNEL):
                    return None
                raise
            return message

        return await asked(self._requests, channel, look)


class Forums:
    """Forums, in which each post is a thread of its own. Discord knows no nonce there: what is lost is looked for."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def holds(self, place: str) -> bool:
        """Whether a place is a forum."""
        number = channel_of(place)

        async def kind(client: discord.Client) -> int:
            known = client.get_channel(number)
            if isinstance(known, discord.abc.GuildChannel | discord.Thread):
                return int(known.type.value)
            return int((await client.http.get_channel(number))["type"])

        return await asked(self._requests, place, kind) == discord.ChannelType.forum.value

    async def post(self, place: str, page: Fitting, name: str) -> str:
        """Posts a page there; the id of its thread. It is asked for once, however it goes."""
        number = channel_of(place)

        async def start(client: discord.Client) -> str:
            files = [enclosure.file() for enclosure in page.enclosed] or discord.utils.MISSING
            about = {"name": named(name), "auto_archive_duration": LASTS}
            nobody = discord.AllowedMentions.none()
            with handle_message_parameters(
                view=page.view, files=files, allowed_mentions=nobody, channel_payload=about
            ) as params:
                return str((await client.http.start_thread_in_forum(number, params=params))["id"])

        return await asked(self._requests, place, start, once=True)

    async def find(self, place: str, key: str, anchor: str | None, since: datetime) -> str | None:
        """The bot's own post of that key, among the threads that were opened after one, or since a time."""
        number = channel_of(place)
        after = int(anchor) if anchor else discord.utils.time_snowflake(since - SKEW)

        async def look(client: discord.Client) -> str | None:
            for thread in _own(await _threads(client, number), number, client, after):
                if ends(await client.http.get_message(thread, thread), marker(key)):
                    return str(thread)
            return None

        return await asked(self._requests, place, look)


async def _threads(client: discord.Client, forum: int) -> Sequence[Told]:
    """The threads of a forum: those in use, and those that were put aside last."""
    told: Any = await client.http.get_channel(forum)
    active: Any = await client.http.get_active_threads(int(told["guild_id"]))
    aside: Any = await client.http.get_public_archived_threads(forum, limit=ASIDE)
    return [*active["threads"], *aside["threads"]]


def _own(threads: Iterable[Told], forum: int, client: discord.Client, after: int) -> list[int]:
    """The ids of the bot's own threads in a forum that are later than another id."""
    me = str(client.user.id) if client.user else ""
    own = (of for of in threads if (of.get("parent_id"), of.get("owner_id")) == (str(forum), me))
    return [int(of["id"]) for of in own if int(of["id"]) > after]
