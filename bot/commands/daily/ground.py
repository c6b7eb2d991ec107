"""What the bot lacks in the place of a schedule."""

from __future__ import annotations

from collections.abc import Iterator

from bot.daily.outbox import Grounds, Need
from bot.daily.schedule import Schedule
from bot.model import Channel, Message


class Ground:
    """Asks a platform what it lets the bot do; where there is no platform to be asked, nothing lacks."""

    def __init__(self, grounds: Grounds | None) -> None:
        self._grounds = grounds

    async def lacking(self, community: str, of: Schedule) -> list[Message]:
        """What a schedule lacks in its place, a line each; nothing where all is well."""
        if self._grounds is None:
            return []
        lacking = await self._grounds.lacking(community, of.place, tuple(_needs(of)))
        if lacking is None:
            return [Message("lacking-place", {"channel": Channel(of.place)})]
        lines = [Message("channel-lacking-line", {"permission": Message(name)}) for name in lacking]
        return [Message("lacking-permissions", {"channel": Channel(of.place)}), *lines] if lines else []


def _needs(of: Schedule) -> Iterator[Need]:
    yield "post"
    yield "read-back"
    if of.thread:
        yield "thread"
    if of.role:
        yield "role"
