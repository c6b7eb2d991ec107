"""How something is posted on Discord: in a channel, as a post of its own in a forum, or as the thread at a message."""

from __future__ import annotations

from datetime import datetime

from bot.daily.outbox import UNFIT, Refused
from bot.daily.steps import parted
from bot.platforms.discord.grounds import Grounds
from bot.platforms.discord.layout import Layout
from bot.platforms.discord.outbox import Outbox
from bot.platforms.discord.requests import Requests
from bot.platforms.discord.threads import Forums, Threads
from bot.reply import Reply


class Boxes:
    """An outbox for every kind of place that there is: a message is the place of its thread."""

    def __init__(self, channels: Outbox, threads: Threads, forums: Forums) -> None:
        self._channels = channels
        self._threads = threads
        self._forums = forums

    async def send(self, place: str, reply: Reply, key: str) -> str:
        """Posts it; in a forum under the reply's name, and at a message as its thread, which has a name alone."""
        channel, message = parted(place)
        if message:
            return await self._threads.open(channel, message, reply.name)
        if await self._forums.holds(place):
            if not reply.name:
                raise Refused(UNFIT)
            return await self._forums.post(place, self._channels.page(reply), reply.name)
        return await self._channels.send(place, reply, key)

    async def find(self, place: str, key: str, anchor: str | None, since: datetime) -> str | None:
        """What was posted under that key, as `Outbox.find`."""
        channel, message = parted(place)
        if message:
            return await self._threads.find(channel, message)
        if await self._forums.holds(place):
            await self._channels.check_readable(place)
            return await self._forums.find(place, key, anchor, since)
        return await self._channels.find(place, key, anchor, since)

    async def anchor(self, place: str) -> str | None:
        """The id of what was last posted in a channel or forum."""
        _, message = parted(place)
        return None if message else await self._channels.anchor(place)

    async def time(self) -> datetime | None:
        """What time it is at Discord."""
        return await self._channels.time()


def boxes(requests: Requests, grounds: Grounds, layout: Layout) -> Boxes:
    """An outbox for all that is posted."""
    return Boxes(Outbox(requests, grounds, layout), Threads(requests), Forums(requests))
