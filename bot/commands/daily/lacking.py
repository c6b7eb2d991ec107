"""What the bot lacks in the place of a schedule."""

from __future__ import annotations

from bot.commands.daily.placing import besides
from bot.daily.outbox import Grounds
from bot.daily.schedule import Schedule
from bot.errors import PlatformUnreachable
from bot.model import Channel, Message


class Lacking:
    """Asks a platform what it lets the bot do; where there is no platform to be asked, nothing lacks."""

    def __init__(self, grounds: Grounds | None) -> None:
        self._grounds = grounds

    async def lines(self, community: str, of: Schedule) -> list[Message]:
        """What a schedule lacks in its place, a line each; nothing where all is well."""
        if self._grounds is None:
            return []
        try:
            lacking = await self._grounds.lacking(community, of.place, ["post", *besides(of)], of.role or "")
        except PlatformUnreachable:
            return [Message("lacking-unknown", {"channel": Channel(of.place)})]
        if lacking is None:
            return [Message("lacking-place", {"channel": Channel(of.place)})]
        lines = [Message("channel-lacking-line", {"permission": Message(name)}) for name in lacking]
        return [Message("lacking-permissions", {"channel": Channel(of.place)}), *lines] if lines else []
