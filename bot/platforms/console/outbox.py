"""Shows posts in the terminal while somebody sits at it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime

from bot.daily.outbox import UNAVAILABLE, Need, NotKept
from bot.reply import Reply

PLACE = "console"
"""There is but one, and it is its own community, on a platform that is called so too."""

HERE: frozenset[Need] = frozenset({"post", "read-back", "no-thread"})


class Outbox:
    """The terminal, to post in. What an earlier one showed, nobody can see."""

    def __init__(self, show: Callable[[Reply], Awaitable[None]], clock: Callable[[], datetime]) -> None:
        self._show = show
        self._clock = clock

    async def send(self, place: str, reply: Reply, key: str) -> str:
        """Shows it."""
        await self._show(reply)
        return key

    async def find(self, place: str, key: str, anchor: str | None, since: datetime) -> str | None:
        """NotKept: what was shown is gone with its terminal."""
        raise NotKept

    async def anchor(self, place: str) -> str | None:
        """Nothing to hold on to."""
        return None

    async def time(self) -> datetime:
        """The machine's own."""
        return self._clock()


class Grounds:
    """What there is in a terminal: room for posts, and nothing else."""

    async def lacking(
        self, community: str, place: str, needs: Collection[Need], role: str = ""
    ) -> tuple[str, ...] | None:
        """What there is not; None where the place is no terminal."""
        if (community, place) != (PLACE, PLACE):
            return None
        return () if HERE.issuperset(needs) else (UNAVAILABLE,)
