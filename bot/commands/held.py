"""What the community of an asker holds: its own topics, those that it has kept, and the passages that it has banned."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.library.holdings import Holdings
from bot.library.library import Library
from bot.model import Ask

Held = Callable[[Ask], Awaitable[Holdings]]
"""What the asker's community holds. It is asked before every answer, so it must know."""


def held_by_all(library: Library) -> Held:
    """Where no community has anything of its own."""

    async def held(ask: Ask) -> Holdings:
        return library.curated

    return held
