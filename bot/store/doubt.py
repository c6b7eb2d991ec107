"""Finds out what became of something when the database fell silent while it was to be kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.errors import StoreUncertain, StoreUnreachable

# As long as somebody may wait for an answer, with pauses.
LONGEST_S, PAUSE_S = 5.0, 0.25


async def settle(doubt: StoreUncertain, look: Callable[[], Awaitable[bool]]) -> None:
    """Raises StoreUnreachable unless it was kept, as `look` says; the doubt itself while nobody answers."""
    try:
        async with asyncio.timeout(LONGEST_S):
            kept = await _answer(look)
    except TimeoutError:
        raise doubt from None
    if not kept:
        raise StoreUnreachable("database-unreachable", **doubt.values) from None


async def _answer(look: Callable[[], Awaitable[bool]]) -> bool:
    while True:
        try:
            return await look()
        except StoreUnreachable:
            await asyncio.sleep(PAUSE_S)
