"""Who is in a room, asked when it has to be known."""

from __future__ import annotations

from collections.abc import Mapping

from bot.platforms.matrix.homeserver import Homeserver
from bot.platforms.matrix.rooms import Room
from bot.platforms.matrix.untrusted import mapping, string

# The bot and one other.
TWO = 2


async def members_of(homeserver: Homeserver, room: Room) -> Mapping[str, str]:
    """The members of a room by id, with their names; Rejected where the bot is no longer there."""
    if room.members is None:
        joined = mapping((await homeserver.get("rooms", room.id, "joined_members")).get("joined"))
        room.members = {user: string(mapping(of).get("display_name")) or user for user, of in joined.items()}
    return room.members


async def count_of(homeserver: Homeserver, room: Room) -> int:
    """How many are in a room; Rejected as above."""
    if room.count is None:
        room.count = len(await members_of(homeserver, room))
    return room.count


async def is_direct(homeserver: Homeserver, room: Room) -> bool:
    """Whether nobody is there but the bot and one other."""
    return await count_of(homeserver, room) <= TWO
