"""What a platform lets the bot do, for tests."""

from __future__ import annotations

from collections.abc import Collection

from bot.daily.outbox import Need


class Allowing:
    """A platform with one place in one community, where the bot lacks what a test says, by what it is needed for."""

    def __init__(self, community: str, place: str, **lacks: str) -> None:
        self._there = community, place
        self._lacks = {name.replace("_", "-"): permission for name, permission in lacks.items()}
        self.asked: set[str] = set()

    async def lacking(
        self, community: str, place: str, needs: Collection[Need], role: str = ""
    ) -> tuple[str, ...] | None:
        if (community, place) != self._there:
            return None
        self.asked |= set(needs)
        return tuple(self._lacks[need] for need in needs if need in self._lacks)
