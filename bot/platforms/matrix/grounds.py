"""What the bot may do in rooms, as their state says it, and which language is spoken there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.daily.outbox import UNAVAILABLE, Need
from bot.errors import PlatformUnreachable
from bot.i18n import Languages
from bot.platforms.matrix.credentials import Credentials
from bot.platforms.matrix.polls import START
from bot.platforms.matrix.power import may_send
from bot.platforms.matrix.rooms import Room, Rooms, community_of
from bot.platforms.matrix.synced import MESSAGE


class Grounds:
    """Looks into the state of rooms. Who is in one may read there and open threads."""

    def __init__(self, me: Credentials, rooms: Rooms, languages: Languages) -> None:
        self._me = me
        self._rooms = rooms
        self._languages = languages

    async def lacking(
        self, community: str, place: str, needs: Collection[Need], role: str = ""
    ) -> tuple[str, ...] | None:
        """What the bot would have to be allowed in a community's room first; None where it is in no such room.

        PlatformUnreachable until the homeserver has told where it is.
        """
        room = self._rooms.get(place)
        if room is None and not self._rooms.complete:
            raise PlatformUnreachable("matrix-unreachable", homeserver=self._me.homeserver, reason="sync")
        if room is None or room.is_space or community_of(self._rooms.home(room)) != community:
            return None
        return tuple(dict.fromkeys(of for need in needs for of in self._lacks(room, need)))

    def spoken(self, community: str) -> str:
        """The language of what everybody in a room reads, where nobody has set another: rooms have none."""
        return self._languages.default

    def _lacks(self, room: Room, need: Need) -> Iterator[str]:
        """The words for what one need lacks."""
        match need:
            case "post":
                if not self._may_send(room, MESSAGE):
                    yield "lacking-level-messages"
            case "poll":
                if not self._may_send(room, START):
                    yield "lacking-level-polls"
            case "role":
                # Nobody can be called here but by name, or all at once.
                yield UNAVAILABLE

    def _may_send(self, room: Room, kind: str) -> bool:
        return may_send(self._me.user, kind, room.creation, room.power)
