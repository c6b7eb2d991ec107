"""Posts that nobody asked for by a command, such as what was changed: kept with the answers, and sent as they are."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.daily.outbox import Refused, RetryAfter
from bot.errors import BotError, traced
from bot.platforms.matrix.messages import Where, content
from bot.platforms.matrix.posting import key_of
from bot.platforms.matrix.refusals import open_room
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.sending import Sending
from bot.platforms.matrix.showing import Showing
from bot.platforms.matrix.synced import MESSAGE
from bot.reply import Reply
from bot.store.answers import Answer
from bot.store.deliveries import Write

log = structlog.get_logger(__name__)

MOST = 1000


@dataclass(frozen=True, slots=True)
class Post:
    """A reply for a room, once for a `key`; `lost` hears where it cannot be posted."""

    place: str
    reply: Reply
    key: str
    lost: Callable[[], None]


class Announcements:
    """What waits to be kept, the oldest first. Once kept, it is sent in the end, by this process or the next."""

    def __init__(self, rooms: Rooms, showing: Showing, sending: Sending, most: int = MOST) -> None:
        self._rooms = rooms
        self._showing = showing
        self._sending = sending
        self._most = most
        self._waiting: deque[Post] = deque()
        self._came = asyncio.Event()

    def announce(self, place: str, reply: Reply, key: str, lost: Callable[[], None]) -> None:
        """Has a reply posted soon; lost where too much waits already."""
        if len(self._waiting) >= self._most:
            lost()
            return
        self._waiting.append(Post(place, reply, key, lost))
        self._came.set()

    def writing(self, place: str, reply: Reply, key: str) -> Write | None:
        """What keeps a reply that is about to be announced; None where the bot is not known to be in the room."""
        try:
            return self._sending.writing(self._answers(place, reply, key))
        except (Refused, RetryAfter):
            return None

    async def run(self) -> None:
        """Keeps what comes, until it is cancelled."""
        while True:
            await self._came.wait()
            self._came.clear()
            await self.keep()

    async def keep(self) -> None:
        """Keeps all that waits."""
        while self._waiting:
            post = self._waiting[0]
            try:
                await self._sending.queue(self._answers(post.place, post.reply, post.key), post.lost)
            except (Refused, RetryAfter, BotError) as e:
                log.info("announcement not kept", **traced(e))
                post.lost()
            except Exception as e:  # noqa: BLE001 - the next is to be posted all the same
                log.error("announcement failed", **traced(e))  # noqa: TRY400 - a message could hold what was typed
                post.lost()
            self._waiting.popleft()

    def _answers(self, place: str, reply: Reply, key: str) -> list[Answer]:
        room = open_room(self._rooms, place)
        bodies = self._showing.reply(reply, "").bodies
        made = [content(body, Where()) for body in bodies]
        return [Answer(key_of(room.id, key, str(at)), room.id, MESSAGE, of) for at, of in enumerate(made)]
