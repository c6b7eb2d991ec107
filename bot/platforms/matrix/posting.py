"""Makes of what follows in a room the events that say it, for good: they are the same whenever they are sent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.platforms.matrix.files import Files
from bot.platforms.matrix.following import Following
from bot.platforms.matrix.messages import Where, annotation, content, edit
from bot.platforms.matrix.showing import Showing, Shown
from bot.platforms.matrix.synced import MESSAGE, REACTION
from bot.reply import Reply
from bot.store.answers import Answer

KEY_LENGTH = 32


class Posting:
    """Makes events."""

    def __init__(self, showing: Showing, files: Files) -> None:
        self._showing = showing
        self._files = files

    async def answers(self, room: str, event: str, asker: str, following: Following, where: Where) -> Sequence[Answer]:
        """What is sent to a room in answer to an event: messages, and signs upon the last of them."""
        step = replace(following.step, reply=_with_aside(following.step.reply))
        shown = self._showing.step(step, asker)
        changes = following.changes if shown.changeable else None
        made: list[Answer] = []
        for part, body in enumerate(shown.bodies):
            kept = shown.kept if part == len(shown.bodies) - 1 else None
            sent, uploaded = await self._files.uploaded(body, step.reply.locale)
            said = content(sent, where, kept=kept, uploaded=uploaded)
            told = edit(said, changes) if changes else said
            made.append(Answer(key_of(room, event, str(part)), room, MESSAGE, told))
        return [*made, *_signs(room, event, shown, made, changes or "")] if made else []


def _with_aside(reply: Reply) -> Reply:
    """The reply with what is said aside under it: a room has no place where one alone would read it."""
    return replace(reply, blocks=(*reply.blocks, *reply.aside), aside=()) if reply.aside else reply


def key_of(room: str, event: str, part: str) -> str:
    """The key of a part of the answer to an event: reckoned, so that it is the same after a restart."""
    return hashlib.sha256(f"{room}\0{event}\0{part}".encode()).hexdigest()[:KEY_LENGTH]


def _signs(room: str, event: str, shown: Shown, made: Sequence[Answer], on: str) -> Iterator[Answer]:
    """The bot's own reactions; what they are upon is known once that is sent, unless it stands there (`on`)."""
    for sign in shown.signs:
        key = key_of(room, event, sign)
        yield Answer(key, room, REACTION, annotation(on, sign), upon=made[-1].key)
