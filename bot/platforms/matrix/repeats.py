"""Quotes nothing twice in a room within ten minutes: who asks for it again is led to where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.model import Message
from bot.platforms.matrix.earlier import Earlier
from bot.platforms.matrix.following import Following
from bot.platforms.matrix.synced import MESSAGE
from bot.platforms.matrix.untrusted import mapping, string
from bot.platforms.matrix.wording import address
from bot.platforms.recent import Post, Recent, content
from bot.reply import Link, Reply
from bot.store.answers import Answer, Answers


class Repeats:
    """What stands in rooms, as far as this process quoted it lately."""

    def __init__(self, earlier: Earlier, answers: Answers, recent: Recent) -> None:
        self._earlier = earlier
        self._answers = answers
        self._recent = recent

    async def instead(self, room: str, following: Following) -> Following:
        """What is said, or where its quotation stands already. Who turned to it by a choice wants to read it there."""
        reply = following.step.reply
        shown = _quoted(reply)
        event = await self._standing(room, shown, reply) if shown and not following.choice else None
        if event is None:
            return following
        link = Link(Message("posted-already"), address(room, event))
        return replace(following, step=replace(following.step, reply=replace(reply, blocks=(link,))))

    def posted(self, room: str, following: Following, made: Sequence[Answer]) -> None:
        """Knows what will stand in the room: what it quotes, where it is one message that takes no other's place."""
        shown = _quoted(following.step.reply)
        messages = [answer for answer in made if answer.kind == MESSAGE]
        if shown and following.changes is None and len(messages) == 1:
            self._recent.note(room, shown, Post(messages[0].key, ""))

    async def _standing(self, room: str, shown: str, reply: Reply) -> str | None:
        """The message that shows this and nothing else by now; None where there is none."""
        post = self._recent.find(room, shown)
        event = await self._answers.message(post.id) if post else None
        stands = await self._earlier.event(room, event) if event else None
        body = string(mapping(mapping(stands).get("content")).get("body")) or ""
        return event if all(quoted.quote.text in body for quoted in reply.quotations()) and body else None


def _quoted(reply: Reply) -> str | None:
    """What a reply quotes for everyone; None where it says anything else."""
    return None if reply.private or reply.fresh else content(reply)
