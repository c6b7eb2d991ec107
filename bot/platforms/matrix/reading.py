"""Reads events of rooms: each once, as it was before it was encrypted; what lacks its key waits for that."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.platforms.matrix.encryption.encryption import Encryption
from bot.platforms.matrix.encryption.hearing import Unreadable
from bot.platforms.matrix.means import Means
from bot.platforms.matrix.rooms import Room
from bot.platforms.matrix.synced import ENCRYPTED, ENCRYPTION, MESSAGE, Event, Sync
from bot.store.answers import Answer
from bot.store.answers import Event as Seen
from bot.store.unread import Waiting

# A key may come so much later than what it opens before it is said that it does not, and that is said so rarely.
PATIENCE, REST = timedelta(minutes=1), timedelta(days=1)


def _is_writable(event: Event) -> bool:
    """Whether an event can be written down: others may have put into it what is no text."""
    try:
        json.dumps(event, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Found:
    """An event to answer, and the names by which it would have been seen; its own is the last."""

    event: Event
    names: tuple[Seen, ...]


class Reading:
    """How far was read, what was seen there, and what could not be read yet; all of it is kept as one."""

    def __init__(self, encryption: Encryption, means: Means, me: str) -> None:
        self._encryption = encryption
        self._answers = means.answers
        self._vault = means.vault
        self._unread = means.unread
        self._me = me

    async def token(self) -> str | None:
        """Up to where was read; None where nothing ever was."""
        return await self._answers.token()

    async def receive(self, sync: Sync) -> Mapping[str, Sequence[Event]]:
        """Takes in the keys of a sync; the events of rooms, by these, that waited for them."""
        found: dict[str, list[Event]] = {}
        for room, session in await self._encryption.receive(sync):
            found.setdefault(room, []).extend(of.content for of in await self._unread.of(room, session))
        return found

    async def new(self, room: Room, events: Sequence[Event], answered: Collection[Seen]) -> list[Found]:
        """Those of the events that can be read, and were not seen."""
        # What was said before the room was encrypted stands there in the clear.
        begun = max((n for n, event in enumerate(events) if event["type"] == ENCRYPTION), default=-1)
        opened = [await self._opened(room, event, hidden=n > begun) for n, event in enumerate(events)]
        found = [of for of in opened if of]
        names = [name for of in found for name in of.names]
        seen = await self._answers.seen(names) if names else set()
        return [of for of in found if not any(name in seen or name in answered for name in of.names)]

    async def _opened(self, room: Room, event: Event, *, hidden: bool) -> Found | None:
        name = Seen(room.id, str(event.get("event_id")))
        if event["type"] == ENCRYPTED:
            return await self._decrypted(room, event, name)
        if event["type"] == MESSAGE and hidden and self._encryption.covers(room.id):
            # Anybody on the way can have put it there.
            return None
        return Found(event, (name,))

    async def _decrypted(self, room: Room, event: Event, name: Seen) -> Found | None:
        waiting = Waiting(room.id, name.id, "", event)
        try:
            heard = await self._encryption.heard(room.id, event)
        except Unreadable as e:
            if event["sender"] != self._me and _is_writable(event):
                self._unread.add(Waiting(room.id, name.id, e.session, event))
            return None
        self._unread.read(waiting)
        return Found(heard.event, (Seen(room.id, heard.mark), name)) if heard else None

    async def overdue(self) -> Iterable[tuple[Seen, Waiting]]:
        """Events that waited long enough for their keys, and the names by which it would have been told."""
        late = await self._unread.overdue(PATIENCE, REST)
        return [(Seen(of.place, f"{of.event} unread"), of) for of in late]

    async def keep(self, token: str, seen: Collection[Seen], answers: Sequence[Answer], *, news: bool) -> None:
        """Keeps all of it, or nothing; where there are no `news`, only if keys or what waits for them changed."""
        if news or self._vault.changed or self._unread.changed:
            await self._answers.keep(token, seen, answers, (self._vault, self._unread))
