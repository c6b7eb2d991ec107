"""Commands that only tests serve."""

from __future__ import annotations

from bot.dispatch.command import command
from bot.model import Ask, Message
from bot.reply import Reply, notice


class Switches:
    """A command with options that are yes or no; it borrows the words of `/quote`."""

    @command("quote")
    async def quote(self, ask: Ask, query: str = "all", *, author: bool = False, speaker: bool | None = None) -> Reply:
        """Says what it was given."""
        return notice(Message("suggestions", {"words": f"{query} {author} {speaker}"}))
