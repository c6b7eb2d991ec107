"""Makes events of what the bot posts by itself: a post, what opens its thread, a poll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.daily.outbox import UNFIT, Refused
from bot.i18n import Languages
from bot.model import Message
from bot.platforms.matrix.messages import NOTICE, Where, content
from bot.platforms.matrix.polls import START, started
from bot.platforms.matrix.rendering import Body
from bot.platforms.matrix.rooms import Room
from bot.platforms.matrix.showing import Showing, Shown
from bot.platforms.matrix.spots import Spot
from bot.platforms.matrix.synced import MESSAGE
from bot.platforms.matrix.untrusted import writable
from bot.reply import Notice, Poll, Reply


@dataclass(frozen=True, slots=True)
class Post:
    """An event to be sent, and the signs that the bot reacts to it with."""

    kind: str
    content: Mapping[str, Any]
    signs: Sequence[str] = ()


class Posts:
    """Makes posts. They are nobody's: what is chosen under one is answered apart, to whoever chose it."""

    def __init__(self, languages: Languages, showing: Showing) -> None:
        self._languages = languages
        self._showing = showing

    def made(self, room: Room, spot: Spot, reply: Reply) -> Post:
        """The event that says a reply; Refused where it takes more than one, or a file."""
        where = Where(spot.thread)
        if reply.poll:
            return Post(START, {**self._poll(reply, reply.poll), **_related(where)})
        if spot.opens:
            opening = Notice(Message("matrix-thread", {"title": reply.name}))
            _, body = self._shown(replace(reply, blocks=(opening,), actions=()))
            return Post(MESSAGE, content(body, where))
        shown, body = self._shown(reply)
        rings = room.posts != NOTICE
        return Post(MESSAGE, content(body, where, kept=shown.kept, notifies=rings), shown.signs)

    def _shown(self, reply: Reply) -> tuple[Shown, Body]:
        shown = self._showing.reply(replace(reply, fresh=True), "")
        if len(shown.bodies) != 1 or shown.bodies[0].file:
            raise Refused(UNFIT)
        return shown, shown.bodies[0]

    def _poll(self, reply: Reply, poll: Poll) -> dict[str, Any]:
        """What a poll asks; with its answers and what the reply says besides, for clients that show no polls."""
        question = self._languages.say(poll.question, reply.locale)
        _, body = self._shown(reply)
        lines = (question, *(f"{number}. {answer}" for number, answer in enumerate(poll.answers, 1)), body.plain)
        return started(question, poll.answers, writable("\n".join(lines)))


def _related(where: Where) -> dict[str, Any]:
    return {"m.relates_to": where.relation} if where.relation else {}
