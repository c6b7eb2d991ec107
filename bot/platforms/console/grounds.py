"""What there is in a terminal: room to post, and nothing that could follow a post."""

from __future__ import annotations

from collections.abc import Collection

from bot.daily.outbox import UNAVAILABLE, Need

NOWHERE: frozenset[Need] = frozenset({"thread", "role", "poll"})


class Grounds:
    """A terminal shows what is posted to whoever sits there."""

    async def lacking(
        self, community: str, place: str, needs: Collection[Need], role: str = ""
    ) -> tuple[str, ...] | None:
        """That there are no threads, roles or polls."""
        return (UNAVAILABLE,) if NOWHERE & set(needs) else ()
