"""Keeps the rooms where the bot is in order: invitations, rooms that were replaced, rooms where nobody is left."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import structlog

from bot.model import PRIVATE
from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.invites import Invites
from bot.platforms.matrix.means import Means
from bot.platforms.matrix.moves import Moves, leave
from bot.platforms.matrix.people import TWO, count_of
from bot.platforms.matrix.rooms import PLATFORM, Room, Rooms, community_of
from bot.platforms.matrix.synced import MEMBER, Joined, Sync

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The communities that are none of these rooms, and nobody's own."""

    rooms: AbstractSet[str]

    def __contains__(self, community: object) -> bool:
        return community not in self.rooms and PRIVATE not in str(community)


class Upkeep:
    """What is done about rooms after each sync."""

    def __init__(self, homeserver: Homeserver, rooms: Rooms, means: Means) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._invites = Invites(homeserver, rooms, means.guests)
        self._moves = Moves(homeserver, rooms, means.move)
        self._membership = means.membership
        self._told: tuple[AbstractSet[str], AbstractSet[str]] | None = None

    async def after(self, sync: Sync) -> None:
        """Does what a sync asks for."""
        for invited in sync.invited:
            await self._invites.answer(invited)
        await self._moves.follow()
        for news in sync.joined:
            await self._leave_where_alone(news)
        await self._tell()

    async def _leave_where_alone(self, news: Joined) -> None:
        room = self._rooms.get(news.room)
        if room is None or not any(event["type"] == MEMBER for event in news.events):
            return
        try:
            alone = await count_of(self._homeserver, room) < TWO
        except Rejected:
            return
        if alone:
            log.info("matrix room left: nobody else is there", room=room.id)
            await leave(self._homeserver, self._rooms, room)

    async def _tell(self) -> None:
        """Has it kept where the bot is, when that changes. A room of two is a private one."""
        every = {community_of(room) for room in self._rooms}
        shared = {community_of(room) for room in self._rooms if _is_shared(room)}
        if self._told != (shared, every):
            await self._membership.present(PLATFORM, shared, Elsewhere(every))
            self._told = shared, every


def _is_shared(room: Room) -> bool:
    return room.is_space or (room.count or 0) > TWO
