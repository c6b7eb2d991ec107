"""Says what is for one member alone where they alone read it, and in the room that it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.communities.settings import PREFIX
from bot.model import Message
from bot.platforms.matrix.directs import Direct, Directs
from bot.platforms.matrix.following import Following
from bot.platforms.matrix.forms import Step
from bot.platforms.matrix.messages import Where
from bot.platforms.matrix.posting import Addressed, Posting
from bot.platforms.matrix.wording import address
from bot.reply import Content, Link, Notice, Reply
from bot.store.answers import Answer


class Confiding:
    """Makes the events of answers in rooms where others read along."""

    def __init__(self, posting: Posting, directs: Directs) -> None:
        self._posting = posting
        self._directs = directs

    async def answers(self, to: Addressed, following: Following) -> Sequence[Answer]:
        """What is sent, to the room and to the one with the asker.

        Who cannot be reached is told so; what was to be said aside stands under the answer then.
        """
        reply = following.step.reply
        if reply.confidential:
            return await self._apart(to, following)
        direct = await self._reached(to) if reply.aside else None
        if direct is None:
            return await self._posting.answers(to, following)
        said = replace(following, step=replace(following.step, reply=replace(reply, aside=())))
        aside = _of(reply, *reply.aside)
        told = replace(_alone(to, direct.room), event=f"{to.event} aside", origin="")
        return [*await self._posting.answers(to, said), *await self._posting.answers(told, aside)]

    async def _reached(self, to: Addressed) -> Direct | None:
        """The room with the asker; what was asked in an encrypted room is answered in an encrypted one."""
        return await self._directs.reach(to.asker, secret=self._posting.secret(to.room))

    async def _apart(self, to: Addressed, following: Following) -> Sequence[Answer]:
        reply = following.step.reply
        direct = await self._reached(to)
        noted = replace(to, event=f"{to.event} apart")
        if direct is None:
            return await self._posting.answers(noted, _of(reply, Notice(Message("matrix-unreached"))))
        there = Message("matrix-apart" if direct.there else "matrix-apart-invited")
        link = _of(reply, Link(there, address(direct.room)))
        said = await self._posting.answers(_alone(to, direct.room), Following(following.step))
        return [*said, *await self._posting.answers(noted, link)]


def _alone(to: Addressed, room: str) -> Addressed:
    """The same in the room with the asker, where it is known whence it came."""
    return Addressed(room, to.event, to.asker, Where(), PREFIX, origin=to.room)


def _of(reply: Reply, *blocks: Content) -> Following:
    """Something else that is said in the language of a reply."""
    return Following(Step(Reply(blocks, private=True, locale=reply.locale)))
