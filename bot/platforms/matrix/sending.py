"""Sends the answers that are kept, one after another, each once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.platforms.matrix.homeserver import Homeserver, Json, Rejected, TooSoon
from bot.platforms.matrix.synced import events_in
from bot.platforms.matrix.untrusted import mapping, string
from bot.request import begun
from bot.store.answers import Answer, Answers
from bot.store.moment import Clock, utc_now

log = structlog.get_logger(__name__)

KEY = "bot.tegenspraak.key"
"""Where a message of the bot says by which key it was sent."""

# Homeservers know the keys of a device for a day: in less than that, what is sent again stands there once.
KNOWN = timedelta(hours=20)
# Signs under a message are put there while somebody may look.
FRESH = timedelta(minutes=10)
PAGE, MOST_PAGES = 100, 50


class Undecided(Exception):
    """Nobody can find out whether an answer was sent, or it has nowhere to go any more."""


class Sending:
    """The way of the answers out."""

    def __init__(self, homeserver: Homeserver, answers: Answers, clock: Clock = utc_now) -> None:
        self._homeserver = homeserver
        self._answers = answers
        self._clock = clock

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

    async def _failed(self, answer: Answer, reason: str) -> None:
        tell = log.warning if answer.upon is None else log.info
        tell("matrix answer not sent", room=answer.place, kind=answer.kind, reason=reason)
        await self._answers.failed(answer, reason)

    async def _sent(self, answer: Answer) -> str:
        """What the room calls the message, which is sent unless it stands there."""
        content = await self._content(answer)
        in_doubt = self._in_doubt(answer)
        found = await self._find(answer) if in_doubt else None
        if found:
            return found
        await self._answers.intend(answer, self._homeserver.me.device, anew=in_doubt)
        return await self._homeserver.send(answer.place, answer.kind, answer.key, content)

    async def _content(self, answer: Answer) -> Json:
        """What is sent: with the key, and where it is put upon a message, with what that is called."""
        content = {**answer.content, KEY: answer.key}
        if answer.upon is None:
            return content
        if answer.made_at is None or self._clock() - answer.made_at > FRESH:
            raise Undecided
        relation = mapping(content.get("m.relates_to"))
        event = string(relation.get("event_id")) or await self._answers.message(answer.upon)
        if event is None:
            raise Undecided
        return {**content, "m.relates_to": {**relation, "event_id": event}}

    def _in_doubt(self, answer: Answer) -> bool:
        """Whether it may stand there, and the homeserver would not know it again."""
        if answer.first_send is None:
            return False
        return answer.device != self._homeserver.me.device or self._clock() - answer.first_send > KNOWN

    async def _find(self, answer: Answer) -> str | None:
        """What the room calls the message of that key; None where it certainly does not stand there."""
        query = {"dir": "b", "limit": str(PAGE)}
        for _ in range(MOST_PAGES):
            page = await self._homeserver.get("rooms", answer.place, "messages", query=query)
            events = events_in(page.get("chunk"))
            for event in events:
                if event["sender"] == self._homeserver.me.user and event["content"].get(KEY) == answer.key:
                    return string(event.get("event_id"))
            following = string(page.get("end"))
            if following is None or any(_before(event, answer.first_send) for event in events):
                return None
            query["from"] = following
        raise Undecided


def _before(event: Json, moment: datetime | None) -> bool:
    """Whether an event is older than a moment by an hour, which clocks may differ by."""
    stamp = event.get("origin_server_ts")
    if moment is None or not isinstance(stamp, int):
        return False
    return stamp / 1000 < (moment - timedelta(hours=1)).timestamp()
