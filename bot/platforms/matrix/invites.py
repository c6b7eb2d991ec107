"""Whose invitations the bot accepts."""

from __future__ import annotations

from collections.abc import Iterable

import structlog

from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.means import Guests
from bot.platforms.matrix.people import members_of
from bot.platforms.matrix.rooms import Room, Rooms
from bot.platforms.matrix.synced import MEMBER, Invited, state_key

log = structlog.get_logger(__name__)


class Invites:
    """Comes where it may, and declines the rest: an invitation that is never answered looks like a bot that is away."""

    def __init__(self, homeserver: Homeserver, rooms: Rooms, guests: Guests) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._guests = guests

    async def answer(self, invited: Invited) -> None:
        """Accepts an invitation, or declines it."""
        host = _host(invited, self._homeserver.me.user)
        welcome = await self._welcome(host, invited.room)
        log.info("matrix invitation", room=invited.room, by=host, accepted=welcome)
        try:
            await self._homeserver.post("rooms", invited.room, "join" if welcome else "leave")
        except Rejected as e:
            log.warning("matrix invitation not answered", room=invited.room, code=e.code)

    async def _welcome(self, host: str, room: str) -> bool:
        if self._guests.known(host) or any(of.replacement == room for of in self._rooms):
            return True
        for space in self._spaces():
            if host in await self._members(space):
                return True
        return False

    def _spaces(self) -> Iterable[Room]:
        return (room for room in self._rooms if room.id in self._guests.spaces and room.is_space)

    async def _members(self, space: Room) -> Iterable[str]:
        try:
            return await members_of(self._homeserver, space)
        except Rejected:
            return ()


def _host(invited: Invited, me: str) -> str:
    """Who invites."""
    own = (of for of in invited.state if of["type"] == MEMBER and state_key(of) == me)
    return next((str(of["sender"]) for of in own if of["content"].get("membership") == "invite"), "")
