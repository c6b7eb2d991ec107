"""Sends the answers that are kept, one after another, each once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import structlog

from bot.errors import BotError
from bot.platforms.matrix.homeserver import Json, Rejected, TooSoon
from bot.platforms.matrix.putting import Putting, Undecided
from bot.platforms.matrix.untrusted import mapping, string
from bot.request import begun
from bot.store.answers import Answer, Answers
from bot.store.deliveries import Write
from bot.store.moment import Clock, utc_now

log = structlog.get_logger(__name__)

# Homeservers know the keys of a device for a day: in less than that, what is sent again stands there once.
KNOWN = timedelta(hours=20)
# Signs under a message are put there while somebody may look.
FRESH = timedelta(minutes=10)


def _unheard() -> None:
    """Where nobody waits for it."""


class Sending:
    """The way of the answers out; `came` is set when there may be one."""

    def __init__(self, putting: Putting, answers: Answers, clock: Clock = utc_now) -> None:
        self.came = asyncio.Event()
        self._putting = putting
        self._answers = answers
        self._clock = clock
        # By the keys of answers, who is to hear that one will not be sent; of an earlier process nobody is left.
        self._lost: dict[str, Callable[[], None]] = {}

    async def queue(self, answers: Sequence[Answer], lost: Callable[[], None] = _unheard) -> None:
        """Keeps what nobody asked for, one or more, to be sent soon; `lost` hears where the last of it will not be."""
        last = answers[-1].key
        self._lost[last] = lost
        try:
            await self._answers.add(answers)
        except BotError:
            del self._lost[last]
            raise
        self.came.set()

    def writing(self, answers: Sequence[Answer]) -> Write:
        """What keeps them with something else. Those that are queued then are the same."""
        return partial(self._answers.write, answers)

    async def drain(self) -> None:
        """Sends all that waits, in order; PlatformUnreachable where the homeserver does not answer."""
        while answer := await self._answers.first():
            try:
                with begun():
                    await self._deliver(answer)
            except TooSoon as e:
                # What comes first may be another then.
                await asyncio.sleep(e.seconds)

    async def _deliver(self, answer: Answer) -> None:
        try:
            message = await self._sent(answer)
        except Undecided:
            await self._failed(answer, "unknown")
        except Rejected as e:
            await self._failed(answer, e.code)
        else:
            await self._answers.sent(answer, message)
            self._lost.pop(answer.key, _unheard)

    async def _failed(self, answer: Answer, reason: str) -> None:
        tell = log.warning if answer.upon is None else log.info
        tell("matrix answer not sent", room=answer.place, kind=answer.kind, reason=reason)
        await self._answers.failed(answer, reason)
        self._lost.pop(answer.key, _unheard)()

    async def _sent(self, answer: Answer) -> str:
        """What the room calls the message, which is sent unless it stands there."""
        content = await self._content(answer)
        in_doubt = self._in_doubt(answer)
        found = await self._putting.find(answer.place, answer.key, answer.first_send) if in_doubt else None
        if found:
            return string(found.get("event_id")) or ""
        await self._answers.intend(answer, self._putting.device, anew=in_doubt)
        return await self._putting.put(answer.place, answer.kind, answer.key, content)

    async def _content(self, answer: Answer) -> Json:
        """What is sent: where it is put upon a message, with what that is called."""
        if answer.upon is None:
            return answer.content
        if answer.made_at is None or self._clock() - answer.made_at > FRESH:
            raise Undecided
        relation = mapping(answer.content.get("m.relates_to"))
        event = string(relation.get("event_id")) or await self._answers.message(answer.upon)
        if event is None:
            raise Undecided
        return {**answer.content, "m.relates_to": {**relation, "event_id": event}}

    def _in_doubt(self, answer: Answer) -> bool:
        """Whether it may stand there, and the homeserver would not know it again."""
        if answer.first_send is None:
            return False
        return answer.device != self._putting.device or self._clock() - answer.first_send > KNOWN
