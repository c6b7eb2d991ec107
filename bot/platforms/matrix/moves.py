"""Follows rooms that were replaced, with what their communities own."""

from __future__ import annotations

import structlog

from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.means import Move
from bot.platforms.matrix.rooms import Room, Rooms, community_of
from bot.platforms.matrix.synced import TOMBSTONE
from bot.platforms.matrix.untrusted import string

log = structlog.get_logger(__name__)


class Moves:
    """Goes where rooms went. What was tried in vain is tried again when the bot next starts, or is invited there."""

    def __init__(self, homeserver: Homeserver, rooms: Rooms, move: Move) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._move = move
        self._tried: set[str] = set()

    async def follow(self) -> None:
        """Does the next step for each room that was replaced."""
        for room in self._rooms:
            replacement = room.replacement
            if replacement is None:
                continue
            new = self._rooms.get(replacement)
            if new:
                await self._settle(room, new)
            elif replacement not in self._tried:
                await self._come(room, replacement)
                self._tried.add(replacement)

    async def _come(self, room: Room, replacement: str) -> None:
        """Comes into the new room; the server of whoever replaced the old one knows it."""
        by = string(room.state[TOMBSTONE, ""].get("sender")) or ""
        try:
            await self._homeserver.post("join", replacement, query={"server_name": by.partition(":")[2]})
        except Rejected as e:
            log.warning("matrix room not followed", room=room.id, replacement=replacement, code=e.code)

    async def _settle(self, old: Room, new: Room) -> None:
        """Moves what the old room owns, and leaves it. Who only says that a room is another's gets nothing.

        Where something may have been posted in the old room, the bot stays until it was looked for there.
        """
        if new.predecessor != old.id:
            if new.id in self._tried:
                await leave(self._homeserver, self._rooms, new)
            return
        home = self._rooms.home(old)
        heir = home if home is not old else new
        moved = await self._move(community_of(home), community_of(heir), {old.id: new.id})
        if moved.doubtful:
            return
        log.info("matrix room followed", room=old.id, replacement=new.id, moved=moved.given)
        await leave(self._homeserver, self._rooms, old)


async def leave(homeserver: Homeserver, rooms: Rooms, room: Room) -> None:
    """Leaves a room for good."""
    rooms.drop(room.id)
    for step in ("leave", "forget"):
        try:
            await homeserver.post("rooms", room.id, step)
        except Rejected as e:
            log.warning("matrix room not left", room=room.id, code=e.code)
            return
