"""A small room of commands, and what its replies say."""

from __future__ import annotations

from typing import Annotated

from bot.dispatch.command import Arg, action, command
from bot.dispatch.rooms import Choice
from bot.errors import NotFound, StoreUnreachable
from bot.model import Ask, Message
from bot.reply import Notice, Reply, notice


class Room:
    """Commands that say what they were given, or fail as they are told to."""

    @command("say", examples=["say hallo"])
    async def say(self, ask: Ask, what: Annotated[str, Arg(complete="things", longest=9)], to: str = "allen") -> Reply:
        """Says something."""
        return notice(Message("said", {"what": what, "to": to}), private=False)

    @command("fail")
    async def fail(self, ask: Ask, how: str = "") -> Reply:
        """Fails."""
        if how == "told":
            raise NotFound("gone", what="it")
        raise RuntimeError(how)

    @action("again")
    async def again(self, ask: Ask, target: str, shared: str) -> Reply:
        """Says what it was pressed with."""
        return notice(Message("pressed", {"target": target, "shared": shared}))


async def things(ask: Ask, typed: str) -> list[Choice]:
    """Offers too much, too long, or fails."""
    if typed == "boom":
        raise RuntimeError(typed)
    if typed == "away":
        raise StoreUnreachable("database-unreachable", database="", reason=typed)
    return [Choice(f"{typed}{n}", str(n)) for n in range(40)] + [Choice("x" * 101, "x"), Choice("", "y")]


def said(reply: Reply) -> Message:
    block = reply.blocks[0]
    assert isinstance(block, Notice)
    return block.message
