"""Asks a homeserver for whoever posts by themselves, and says what its refusals mean to them."""

from __future__ import annotations

from collections.abc import Awaitable
from http.client import FORBIDDEN as STATUS_FORBIDDEN
from http.client import NOT_FOUND
from typing import TypeVar

from bot.daily.outbox import FORBIDDEN, NO_PLACE, UNFIT, Refused, RetryAfter
from bot.errors import PlatformUnreachable
from bot.platforms.matrix.homeserver import Rejected, TooSoon, Unasked
from bot.platforms.matrix.rooms import Room, Rooms

# Where nobody answers, it is tried again after so long.
AWAY_S = 5.0
# Where a room was replaced, posts wait until the bot is in the new one, and so long before they are tried again.
MOVING_S = 30.0
MEANT = {STATUS_FORBIDDEN: FORBIDDEN, NOT_FOUND: NO_PLACE}

Told = TypeVar("Told")


async def put(doing: Awaitable[Told]) -> Told:
    """What comes of sending something; where the homeserver fell silent meanwhile, PlatformUnreachable: it is in doubt.

    A homeserver counts what a user sends, wherever it is sent.
    """
    try:
        return await doing
    except TooSoon as e:
        raise RetryAfter(e.seconds, everywhere=True) from None
    except Unasked:
        raise RetryAfter(AWAY_S, everywhere=True) from None
    except Rejected as e:
        raise Refused(MEANT.get(e.status, UNFIT)) from None


async def looked(doing: Awaitable[Told]) -> Told:
    """What comes of reading something; where nobody answers, it is as if it had not been asked."""
    try:
        return await doing
    except PlatformUnreachable:
        raise RetryAfter(AWAY_S, everywhere=True) from None
    except Rejected as e:
        raise Refused(MEANT.get(e.status, UNFIT)) from None


def open_room(rooms: Rooms, room: str) -> Room:
    """The room, to be written in; Refused where the bot is not there, RetryAfter until it is known where it is."""
    found = rooms.get(room)
    if found and not found.is_space:
        return found
    if not rooms.complete:
        raise RetryAfter(AWAY_S, everywhere=True)
    raise Refused(NO_PLACE)


def current_room(rooms: Rooms, room: str) -> Room:
    """As `open_room`; RetryAfter where another room has taken its place: what is posted there soon goes to that one."""
    found = open_room(rooms, room)
    if found.replacement:
        raise RetryAfter(MOVING_S)
    return found
