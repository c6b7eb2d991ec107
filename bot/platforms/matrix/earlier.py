"""Looks up what was said before, where somebody replies or reacts to it."""

from __future__ import annotations

from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.reactions import standing
from bot.platforms.matrix.synced import MESSAGE, Event, events_in
from bot.platforms.matrix.untrusted import mapping, string

# So far back the bot's latest message is looked for.
PAGE = 30


class Earlier:
    """The events of rooms, as their latest edits left them."""

    def __init__(self, homeserver: Homeserver) -> None:
        self._homeserver = homeserver

    async def event(self, room: str, event: str) -> Event | None:
        """An event; None where it cannot be had."""
        try:
            return _standing(await self._homeserver.get("rooms", room, "event", event))
        except Rejected:
            return None

    async def own_latest(self, room: str) -> Event | None:
        """The latest message of the bot; None where it has not said anything of late."""
        query = {"dir": "b", "limit": str(PAGE)}
        try:
            page = await self._homeserver.get("rooms", room, "messages", query=query)
        except Rejected:
            return None
        own = (of for of in events_in(page.get("chunk")) if of["sender"] == self._homeserver.me.user)
        latest = next((of for of in own if of["type"] == MESSAGE), None)
        return _standing(latest) if latest else None


def _standing(event: Event) -> Event:
    """The event as it stands, still where it stood: an edit says nothing of its thread."""
    now = standing(event)
    relation = mapping(event.get("content")).get("m.relates_to")
    return {**now, "content": {**mapping(now.get("content")), "m.relates_to": relation}}


def thread_of(event: Event) -> str:
    """The first event of the thread that an event is in; where it is in none, of the one that would begin there."""
    relation = mapping(mapping(event.get("content")).get("m.relates_to"))
    root = string(relation.get("event_id")) if relation.get("rel_type") == "m.thread" else None
    return root or string(event.get("event_id")) or ""
