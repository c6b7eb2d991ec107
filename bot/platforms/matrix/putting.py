"""Puts events into rooms, each once for a key, and finds again what was put there: the one way of all that is sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.platforms.matrix.homeserver import Homeserver, Json
from bot.platforms.matrix.names import KEY
from bot.platforms.matrix.synced import Event, events_in
from bot.platforms.matrix.untrusted import string

PAGE, MOST_PAGES = 100, 50
# As far clocks may differ.
SKEW = timedelta(hours=1)


class Undecided(Exception):
    """Nobody can find out whether something was sent, or it has nowhere to go any more."""


class Putting:
    """The way into rooms. Homeservers know the keys of a device for a day; an event keeps its own for ever."""

    def __init__(self, homeserver: Homeserver) -> None:
        self._homeserver = homeserver

    @property
    def device(self) -> str:
        """The device that keys are of."""
        return self._homeserver.me.device

    async def put(self, room: str, kind: str, key: str, content: Json) -> str:
        """Sends an event to a room, once for a key; its id. Raises as `Homeserver.send`."""
        return await self._homeserver.send(room, kind, key, {**content, KEY: key})

    async def find(self, room: str, key: str, since: datetime | None) -> Event | None:
        """The bot's own event of a key that was sent after a moment; None where it certainly does not stand there.

        Undecided where there is too much to look through; Rejected where the bot may not look.
        """
        query = {"dir": "b", "limit": str(PAGE)}
        for _ in range(MOST_PAGES):
            page = await self._homeserver.get("rooms", room, "messages", query=query)
            events = events_in(page.get("chunk"))
            for event in events:
                if event["sender"] == self._homeserver.me.user and event["content"].get(KEY) == key:
                    return event
            following = string(page.get("end"))
            if following is None or any(_before(event, since) for event in events):
                return None
            query["from"] = following
        raise Undecided


def _before(event: Event, moment: datetime | None) -> bool:
    """Whether an event is certainly older than a moment."""
    stamp = event.get("origin_server_ts")
    if moment is None or not isinstance(stamp, int):
        return False
    return stamp / 1000 < (moment - SKEW).timestamp()
