"""Which rooms are encrypted. A room that once was is so for ever, whatever a homeserver says later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import NOT_FOUND
from typing import Any

from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.synced import ENCRYPTION, Event, Sync, state_key
from bot.store.vault import Name, Vault

ROOM = "room"


class Secrecy:
    """Remembers it, with the settings of each room."""

    def __init__(self, homeserver: Homeserver, rooms: Rooms, vault: Vault) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._vault = vault
        self._known: dict[str, Mapping[str, Any]] = {}

    async def recall(self) -> None:
        """Remembers what was known when the bot last ran."""
        kept = await self._vault.of(ROOM, [""])
        self._known = {name.name: json.loads(settings) for name, settings in kept.items()}

    def learn(self, sync: Sync) -> None:
        """Takes in what a sync tells of it."""
        for news in sync.joined:
            for event in (*news.state, *news.events):
                if _is_settings(event) and event["content"] != self._known.get(news.room):
                    self._known[news.room] = event["content"]
                    self._vault.put(Name(ROOM, "", news.room), json.dumps(event["content"]))

    def covers(self, room: str) -> bool:
        """Whether what is said in a room is encrypted, as far as is known."""
        return room in self._known

    async def settings(self, room: str) -> Mapping[str, Any] | None:
        """The settings of a room that is encrypted; None of one that is not. One that is not known is asked about."""
        if room not in self._known and room not in self._rooms:
            try:
                return await self._homeserver.get("rooms", room, "state", ENCRYPTION, "")
            except Rejected as e:
                if e.status != NOT_FOUND:
                    raise
        return self._known.get(room)


def _is_settings(event: Event) -> bool:
    return event["type"] == ENCRYPTION and state_key(event) == ""
