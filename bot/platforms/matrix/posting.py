"""Makes of what follows in a room the events that say it, for good: they are the same whenever they are sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.platforms.matrix.files import Files
from bot.platforms.matrix.following import Following
from bot.platforms.matrix.messages import Where, annotation, content, edit
from bot.platforms.matrix.names import KEPT, ORIGIN
from bot.platforms.matrix.showing import Showing, Shown
from bot.platforms.matrix.synced import MESSAGE, REACTION
from bot.reply import Reply
from bot.store.answers import Answer

KEY_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Addressed:
    """Where an answer goes: to which room, to whom and to which event, where in the room; and the prefix there.

    What is said to one alone may have come from another room, its `origin`.
    """

    room: str
    event: str
    asker: str
    where: Where
    prefix: str
    origin: str = ""


class Posting:
    """Makes events. `secret` tells of which rooms the files are to be encrypted."""

    def __init__(self, showing: Showing, files: Files, secret: Callable[[str], bool]) -> None:
        self._showing = showing
        self._files = files
        self.secret = secret

    async def answers(self, to: Addressed, following: Following) -> Sequence[Answer]:
        """What is sent to a room in answer to an event: messages, and signs upon the last of them."""
        step = replace(following.step, reply=_with_aside(following.step.reply))
        shown = self._showing.beginning(to.prefix).step(step, to.asker)
        changes = following.changes if shown.changeable else None
        made: list[Answer] = []
        for part, body in enumerate(shown.bodies):
            kept = _kept(shown, to.origin) if part == len(shown.bodies) - 1 else None
            sent, uploaded = await self._files.uploaded(body, step.reply.locale, secret=self.secret(to.room))
            said = content(sent, to.where, kept=kept, uploaded=uploaded)
            told = edit(said, changes) if changes else said
            made.append(Answer(key_of(to.room, to.event, str(part)), to.room, MESSAGE, told))
        return [*made, *_signs(to, shown, made, changes or "")] if made else []


def _kept(shown: Shown, origin: str) -> Mapping[str, Any]:
    """What the last message keeps: where something can be done under it, in which room it is done."""
    if not (origin and KEPT in shown.kept):
        return shown.kept
    return {**shown.kept, KEPT: {**shown.kept[KEPT], ORIGIN: origin}}


def _with_aside(reply: Reply) -> Reply:
    """The reply with what is said aside under it: a room has no place where one alone would read it."""
    return replace(reply, blocks=(*reply.blocks, *reply.aside), aside=()) if reply.aside else reply


def key_of(room: str, event: str, part: str) -> str:
    """The key of a part of the answer to an event: reckoned, so that it is the same after a restart."""
    return hashlib.sha256(f"{room}\0{event}\0{part}".encode()).hexdigest()[:KEY_LENGTH]


def _signs(to: Addressed, shown: Shown, made: Sequence[Answer], on: str) -> Iterator[Answer]:
    """The bot's own reactions; what they are upon is known once that is sent, unless it stands there (`on`)."""
    for sign in shown.signs:
        key = key_of(to.room, to.event, sign)
        yield Answer(key, to.room, REACTION, annotation(on, sign), upon=made[-1].key)
