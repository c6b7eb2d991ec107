"""Polls (MSC3381), in the form that clients send and read before it is part of the specification everywhere.

A homeserver knows nothing of polls: votes are events that refer to the poll's, which somebody has to count, and the end
is one too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.daily.outbox import CannotSee, Refused
from bot.daily.polls import Tally
from bot.i18n import Languages
from bot.model import Message
from bot.platforms.matrix.homeserver import EARLIER_API, Homeserver
from bot.platforms.matrix.power import may_remove
from bot.platforms.matrix.putting import Putting
from bot.platforms.matrix.refusals import looked, open_room, put
from bot.platforms.matrix.rooms import Room, Rooms
from bot.platforms.matrix.spots import spot_of
from bot.platforms.matrix.synced import Event, events_in
from bot.platforms.matrix.untrusted import mapping, string, writable

START, RESPONSE, END = (f"org.matrix.msc3381.poll.{of}" for of in ("start", "response", "end"))
# As later clients call the same.
RESPONSES, ENDS = {RESPONSE, "m.poll.response"}, {END, "m.poll.end"}
SELECTIONS = "m.selections"
KIND = "org.matrix.msc3381.poll.disclosed"
TEXT = "org.matrix.msc1767.text"
REFERENCE = "m.reference"
KEY_LENGTH = 32
# Of votes, each with all that were changed: nobody reads more.
PAGE, MOST_PAGES = 100, 50


def started(question: str, answers: Sequence[str], said: str) -> dict[str, Any]:
    """The content of a poll's event; clients that know no polls show what is `said`."""
    asked = {TEXT: writable(question), "body": writable(question), "msgtype": "m.text"}
    choices = [{"id": str(number), TEXT: writable(answer)} for number, answer in enumerate(answers, 1)]
    poll = {"kind": KIND, "max_selections": 1, "question": asked, "answers": choices}
    return {TEXT: writable(said), START: poll, "m.mentions": {}}


class Polls:
    """The polls that the bot held."""

    def __init__(self, homeserver: Homeserver, putting: Putting, rooms: Rooms, languages: Languages) -> None:
        self._homeserver = homeserver
        self._putting = putting
        self._rooms = rooms
        self._languages = languages

    async def tally(self, place: str, message: str) -> Tally:
        """How a poll ended, which is ended by this; where the bot may not, how it stands.

        CannotSee where the poll is gone, or cannot be read.
        """
        try:
            room = open_room(self._rooms, spot_of(place).room)
            poll = await looked(self._event(room, message))
            answers = _answers(mapping(poll.get("content")))
            related = await self._related(room, message)
            if self._end_in(room, related) is None and await self._ended(room, message):
                # A vote may have come before the end.
                related = await self._related(room, message)
        except Refused:
            raise CannotSee from None
        end = self._end_in(room, related)
        chosen = _chosen(related, answers, end)
        return Tally(tuple(chosen.count(answer) for answer in answers), final=end is not None)

    async def _event(self, room: Room, event: str) -> Event:
        return await self._homeserver.opened(room.id, await self._homeserver.get("rooms", room.id, "event", event))

    async def _ended(self, room: Room, poll: str) -> bool:
        """Ends it, once however often it is asked; False where the bot may not."""
        key = hashlib.sha256(f"{room.id}\0{poll}\0{END}".encode()).hexdigest()[:KEY_LENGTH]
        said = self._languages.say(Message("matrix-poll-ended"), self._languages.default)
        relation = {"rel_type": REFERENCE, "event_id": poll}
        content = {"m.relates_to": relation, END: {}, TEXT: said, "m.mentions": {}}
        try:
            # It stands there once for its key: what is in doubt is looked at as if it had not been sent.
            await looked(put(self._putting.put(room.id, END, key, content)))
        except Refused:
            return False
        return True

    async def _related(self, room: Room, poll: str) -> list[Event]:
        """All that refers to a poll; CannotSee where that is too much."""
        found: list[Event] = []
        query = {"limit": str(PAGE)}
        path = ("rooms", room.id, "relations", poll, REFERENCE)
        for _ in range(MOST_PAGES):
            page = await looked(self._homeserver.get(*path, query=query, api=EARLIER_API))
            found += [await self._homeserver.opened(room.id, of) for of in events_in(page.get("chunk"))]
            following = string(page.get("next_batch"))
            if following is None:
                return found
            query["from"] = following
        raise CannotSee

    def _end_in(self, room: Room, related: Iterable[Event]) -> int | None:
        """When the poll was ended, by somebody who may."""
        me = self._homeserver.me.user
        ends = [of for of in related if of["type"] in ENDS]
        by = [of for of in ends if of["sender"] == me or may_remove(of["sender"], room.creation, room.power)]
        return min(map(_at, by), default=None)


def _answers(content: Mapping[str, Any]) -> list[str]:
    """The ids of a poll's answers; CannotSee where it is none any more: somebody removed what it says."""
    answers = mapping(content.get(START)).get("answers")
    if not isinstance(answers, list):
        raise CannotSee
    return [string(mapping(of).get("id")) or "" for of in answers]


def _chosen(related: Iterable[Event], answers: Sequence[str], end: int | None) -> list[str]:
    """What everybody chose last while the poll was open."""
    last: dict[str, tuple[int, str]] = {}
    for event in related:
        at = _at(event)
        if event["type"] not in RESPONSES or (end is not None and at > end):
            continue
        # Of two at once, the same one counts wherever they are read.
        last[event["sender"]] = max(last.get(event["sender"], (-1, "")), (at, _choice(event["content"])))
    return [choice for _, choice in last.values() if choice in answers]


def _choice(content: Mapping[str, Any]) -> str:
    """The first answer that a vote names; "" where it names none, which takes the vote back."""
    named = mapping(content.get(RESPONSE)).get("answers", content.get(SELECTIONS))
    return (string(named[0]) or "") if isinstance(named, list) and named else ""


def _at(event: Event) -> int:
    stamp = event.get("origin_server_ts")
    return stamp if isinstance(stamp, int) else 0
