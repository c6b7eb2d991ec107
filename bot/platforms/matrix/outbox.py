"""Posts in Matrix's rooms, each at most once, and finds again what it posted."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import structlog

from bot.daily.outbox import CannotSee
from bot.errors import BotError
from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.messages import annotation
from bot.platforms.matrix.posting import key_of
from bot.platforms.matrix.posts import Post, Posts
from bot.platforms.matrix.putting import Putting, Undecided
from bot.platforms.matrix.refusals import current_room, looked, open_room, put
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.sending import Sending
from bot.platforms.matrix.spots import Spot, spot_of
from bot.platforms.matrix.synced import REACTION
from bot.platforms.matrix.untrusted import string
from bot.reply import Reply
from bot.store.answers import Answer

log = structlog.get_logger(__name__)

# The end must not have to wait for it.
TIME_S = 2.0


class Outbox:
    """Matrix, to post in: rooms, and threads under posts. The key of a post is its transaction id, and stands in it.

    A homeserver sends what has the same id once, for a day and from one device; what is older, or was sent from
    another, is found by the key in it.
    """

    def __init__(self, homeserver: Homeserver, putting: Putting, rooms: Rooms, posts: Posts, sending: Sending) -> None:
        self._homeserver = homeserver
        self._putting = putting
        self._rooms = rooms
        self._posts = posts
        self._sending = sending

    async def send(self, place: str, reply: Reply, key: str) -> str:
        """Posts it: a reply in a room or a thread, a poll, the first message of a thread; it mentions nobody."""
        spot = spot_of(place)
        made = self._posts.made(current_room(self._rooms, spot.room), spot, reply)
        event = await put(self._putting.put(spot.room, made.kind, key, made.content))
        await self._offer(spot, event, made)
        return _named(spot, event)

    async def find(self, place: str, key: str, anchor: str | None, since: datetime) -> str | None:
        """The bot's own post of that key; CannotSee where there is too much to look through."""
        spot = spot_of(place)
        open_room(self._rooms, spot.room)
        try:
            found = await looked(self._putting.find(spot.room, key, since))
        except Undecided:
            raise CannotSee from None
        return _named(spot, string(found.get("event_id")) or "") if found else None

    async def anchor(self, place: str) -> str | None:
        """Nothing: the homeserver says of each event when it took it, which tells where a post cannot stand."""
        return None

    async def time(self) -> datetime | None:
        """What time it is at the homeserver; None, too, until it has told where the bot is."""
        if not self._rooms.complete:
            return None
        with suppress(BotError, Rejected):
            return await self._homeserver.time(TIME_S)
        return None

    async def _offer(self, spot: Spot, event: str, made: Post) -> None:
        """Has the signs put upon a post: soon, and in no other post's way. They stand in its words too."""
        signs = [
            Answer(key_of(spot.room, event, sign), spot.room, REACTION, annotation(event, sign), upon=event)
            for sign in made.signs
        ]
        try:
            if signs:
                await self._sending.queue(signs)
        except BotError as e:
            # The post stands.
            log.info("signs not offered", reason=e.key)


def _named(spot: Spot, event: str) -> str:
    """What something is called that was posted: what opens a thread, as that; it is where the next things go."""
    return spot.inside if spot.opens else event
