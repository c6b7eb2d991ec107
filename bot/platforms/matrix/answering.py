"""Answers what is said to the bot: runs it, and makes the messages of the reply."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from bot.model import Role
from bot.platforms.matrix.asking import ask_of
from bot.platforms.matrix.courtesy import Courtesy
from bot.platforms.matrix.events import RoomFacts, Said, said
from bot.platforms.matrix.homeserver import Homeserver
from bot.platforms.matrix.means import Means
from bot.platforms.matrix.people import is_direct, members_of
from bot.platforms.matrix.rendering import bodies, content
from bot.platforms.matrix.rooms import Room, Rooms
from bot.platforms.matrix.synced import MESSAGE, Event
from bot.reply import Reply
from bot.store.answers import Answer

PREFIX = "!"
KEY_LENGTH = 32


class Answering:
    """What is done with the events of rooms."""

    def __init__(self, homeserver: Homeserver, rooms: Rooms, courtesy: Courtesy, means: Means) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._courtesy = courtesy
        self._registry = means.registry
        self._languages = means.languages
        self._operators = means.guests.operators
        self._name = ""

    async def heard(self, room: Room, event: Event) -> Said | None:
        """What an event says to the bot; None where it says nothing to it. Rejected where the bot is not there."""
        if event["type"] != MESSAGE or room.is_space:
            return None
        return said(event, await self._facts(room))

    async def answers(self, room: Room, what: Said) -> Sequence[Answer]:
        """The messages of the reply, in their order."""
        async with self._courtesy.typing(room.id):
            reply = await self._reply(room, what)
        root = what.thread or what.event
        shown = [content(body, root, what.event) for body in bodies(reply, self._languages)]
        return [Answer(key_of(room.id, what.event, part), room.id, of) for part, of in enumerate(shown)]

    async def _facts(self, room: Room) -> RoomFacts:
        self._name = self._name or await self._homeserver.called()
        direct = await is_direct(self._homeserver, room)
        return RoomFacts(self._homeserver.me.user, self._name, PREFIX, direct, self._registry.commands)

    async def _reply(self, room: Room, what: Said) -> Reply:
        names = await members_of(self._homeserver, room)
        home = None if await is_direct(self._homeserver, room) else self._rooms.home(room)
        name = names.get(what.sender, what.sender)
        ask = ask_of(what.sender, name, room, home, self._languages.default)
        if what.sender in self._operators:
            ask = replace(ask, role=Role.OPERATOR)
        if what.named:
            return await self._registry.run(ask, what.named.name, what.named.values)
        return await self._registry.line(ask, what.line or "")


def key_of(room: str, event: str, part: int) -> str:
    """The key of a part of the answer to an event: reckoned, so that it is the same after a restart."""
    return hashlib.sha256(f"{room}\0{event}\0{part}".encode()).hexdigest()[:KEY_LENGTH]
