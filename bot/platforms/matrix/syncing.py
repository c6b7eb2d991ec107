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
from bot.platforms.matrix.rooms import Room, Rooms
from bot.platforms.matrix.synced import FILTER, Event, Sync, read
from bot.request import begun
from bot.store.answers import Answer, Answers
from bot.store.answers import Event as Seen

log = structlog.get_logger(__name__)

# So long a homeserver may wait for news, and so much longer for its answer.
WAIT_S, GRACE_S = 30.0, 20.0
# A first sync of many rooms takes a homeserver its time.
FIRST_S = 300.0


class Syncing:
    """Reads on from where it left off."""

    def __init__(
        self, homeserver: Homeserver, rooms: Rooms, answers: Answers, answering: Answering, courtesy: Courtesy
    ) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._answers = answers
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
            self._token = await self._answers.token()
        query = {"filter": FILTER, "timeout": str(0 if self._full else round(WAIT_S * 1000))}
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
        if self._token is not None:
            for room, news in rooms:
                await self._answer(room, await since_then(self._homeserver, news, self._token))

    async def keep(self, sync: Sync) -> None:
        """Keeps the answers and up to where was read: all of it, or nothing."""
        if sync.token != self._token or self._answered:
            answers = [answer for of in self._answered.values() for answer in of]
            await self._answers.keep(sync.token, self._answered, answers)
        for place, event in {seen.place: seen.id for seen in self._answered}.items():
            self._courtesy.read(place, event)
        self._token, self._full = sync.token, False
        self._answered.clear()

    async def _answer(self, room: Room, events: Sequence[Event]) -> None:
        named = {Seen(room.id, str(event.get("event_id"))): event for event in events}
        seen = await self._answers.seen(list(named)) if named else set()
        for name, event in named.items():
            if name in seen or name in self._answered:
                continue
            with begun():
                await self._tried(room, name, event)

    async def _tried(self, room: Room, name: Seen, event: Event) -> None:
        try:
            await self._answer_one(room, name, event)
        except Rejected as e:
            log.warning("matrix event not answered", room=room.id, code=e.code)
        except BotError:
            raise
        except Exception as e:  # noqa: BLE001 - one event must not hold up all that come after it
            log.error("matrix event failed", room=room.id, **traced(e))  # noqa: TRY400 - a message could hold words

    async def _answer_one(self, room: Room, name: Seen, event: Event) -> None:
        answers = await self._answering.answers(room, event)
        if answers:
            self._answered[name] = answers
