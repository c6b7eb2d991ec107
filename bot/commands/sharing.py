"""The action that gives a private reply again, to everyone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.dispatch.command import Deed, action
from bot.errors import NotAllowed, NotFound
from bot.model import Ask, Message
from bot.reply import Notice, Reply
from bot.reply.sharing import again


class Sharing:
    """Shows the channel what somebody was shown alone. `deeds` gives the registry's actions when asked."""

    def __init__(self, deeds: Callable[[], Mapping[str, Deed]]) -> None:
        self._deeds = deeds

    @action("share", public=True)
    async def share(self, ask: Ask, target: str, kept: str) -> Reply:
        """The same quotations as a reply of its own, with who shared them; what has none is told as it is."""
        if not ask.may_post:
            raise NotAllowed("share-not-here")
        wanted = again(target)
        deed = self._deeds().get(wanted.verb)
        if deed is None or deed.group:
            raise NotFound("action-unknown")
        reply = await deed.handler(ask, wanted.target, kept)
        if not reply.quotes:
            return reply
        by = Notice(Message("shared-by", {"name": ask.name}), quiet=True)
        return replace(reply, blocks=(*reply.blocks, by), private=False, fresh=True)
