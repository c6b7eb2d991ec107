"""Reads the rooms: answers what is said there since they were last read, and keeps answers and token as one.

Who is killed before they are kept reads the same again and has answered nothing; who is killed after has the answers.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from bot.errors import BotError, PlatformUnreachable, traced
from bot.platforms.matrix.answering import Answering
from bot.platforms.matrix.courtesy import Courtesy
from bot.platforms.matrix.gaps import since_then
from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.reading import Found, Reading
from bot.platforms.matrix.rooms import Room, Rooms
from bot.platforms.matrix.synced import FILTER, Event, Sync, read
from bot.request import begun
from bot.store.answers import Answer
from bot.store.answers import Event as Seen

log = structlog.get_logger(__name__)

# So long a homeserver may wait for news, and so much longer for its answer.
WAIT_S, GRACE_S = 30.0, 20.0
# While something is to be done that no news tells of.
SOON_S = 2.0
# A first sync of many rooms takes a homeserver its time.
FIRST_S = 300.0


class Syncing:
    """Reads on from where it left off."""

    def __init__(
        self, homeserver: Homeserver, rooms: Rooms, reading: Reading, answering: Answering, courtesy: Courtesy
    ) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._reading = reading
        self._answering = answering
        self._courtesy = courtesy
        # The rooms are known once a process has synced in full.
        self._token: str | None = None
        self._full = True
        # What was answered and not kept yet: where something fails meanwhile, no command is run again.
        self._answered: dict[Seen, Sequence[Answer]] = {}

    async def next(self) -> Sync:
        """What is new; waits for it."""
        if self._full:
            self._token = await self._reading.token()
        wait_s = 0 if self._full else SOON_S if self._rooms.moving else WAIT_S
        query = {"filter": FILTER, "timeout": str(round(wait_s * 1000))}
        query |= {"since": self._token} if self._token else {}
        query |= {"full_state": "true"} if self._full else {}
        patience_s = FIRST_S if self._full else WAIT_S + GRACE_S
        try:
            return read(await self._homeserver.get("sync", query=query, patience_s=patience_s))
        except Rejected as e:
            # A homeserver that was set back knows no such token, and may be set right.
            raise PlatformUnreachable(
                "matrix-unreachable", homeserver=self._homeserver.me.homeserver, reason=e.code
            ) from None

    async def take(self, sync: Sync) -> None:
        """Answers what is new. What was said before the bot first read is history, and not answered."""
        for left in sync.left:
            self._rooms.drop(left)
        # All of them first: of which community a room is, other rooms say.
        rooms = [(self._rooms.take(news), news) for news in sync.joined]
        late = await self._reading.receive(sync)
        self._rooms.complete = True
        if self._token is not None:
            for room, news in rooms:
                await self._answer(room, await since_then(self._homeserver, news, self._token))
        for place, events in late.items():
            known = self._rooms.get(place)
            if known:
                await self._answer(known, events)
        await self._tell_of_unread()

    async def keep(self, sync: Sync) -> None:
        """Keeps the answers and up to where was read: all of it, or nothing."""
        answers = [answer for of in self._answered.values() for answer in of]
        news = sync.token != self._token or bool(self._answered)
        await self._reading.keep(sync.token, self._answered, answers, news=news)
        for place, event in {seen.place: seen.id for seen in self._answered if seen.id.startswith("$")}.items():
            self._courtesy.read(place, event)
        self._token, self._full = sync.token, False
        self._answered.clear()

    async def _answer(self, room: Room, events: Sequence[Event]) -> None:
        for found in await self._reading.new(room, events, self._answered):
            with begun():
                await self._tried(room, found)

    async def _tried(self, room: Room, found: Found) -> None:
        try:
            await self._answer_one(room, found)
        except Rejected as e:
            log.warning("matrix event not answered", room=room.id, code=e.code)
        except BotError:
            raise
        except Exception as e:  # noqa: BLE001 - one event must not hold up all that come after it
            log.error("matrix event failed", room=room.id, **traced(e))  # noqa: TRY400 - a message could hold words

    async def _answer_one(self, room: Room, found: Found) -> None:
        answers = await self._answering.answers(room, found.event)
        if answers:
            *marks, name = found.names
            self._answered |= {**dict.fromkeys(marks, ()), name: answers}

    async def _tell_of_unread(self) -> None:
        """Says of what could not be read for long that it cannot be."""
        for name, waiting in await self._reading.overdue():
            room = self._rooms.get(waiting.place)
            if room and name not in self._answered:
                self._answered[name] = await self._answering.unreadable(room, waiting)
