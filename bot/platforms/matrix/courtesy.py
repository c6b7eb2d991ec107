"""What a good citizen of a room does besides: shows that it types, and what it has read. None of it is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

from bot.errors import PlatformRefused, PlatformUnreachable
from bot.platforms.matrix.homeserver import Homeserver, Rejected

TYPING_MS = 30_000


class Courtesy:
    """Small signs to the members of rooms, each sent meanwhile; one that cannot be sent is left aside."""

    def __init__(self, homeserver: Homeserver) -> None:
        self._homeserver = homeserver
        self._under_way: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def typing(self, room: str) -> AsyncIterator[None]:
        """Shows for as long that the bot types."""
        begun = self._meanwhile(self._types(room, typing=True))
        try:
            yield
        finally:
            self._meanwhile(self._stops(room, begun))

    def read(self, room: str, event: str) -> None:
        """Shows up to where the bot has read."""
        self._meanwhile(self._sign(self._homeserver.post("rooms", room, "receipt", "m.read", event)))

    async def stop(self) -> None:
        """Gives up what is under way."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _types(self, room: str, *, typing: bool) -> None:
        body = {"typing": True, "timeout": TYPING_MS} if typing else {"typing": False}
        await self._sign(self._homeserver.put("rooms", room, "typing", self._homeserver.me.user, body=body))

    async def _stops(self, room: str, begun: asyncio.Task[None]) -> None:
        """Stops once it is certain that the beginning does not come after."""
        await asyncio.wait({begun})
        await self._types(room, typing=False)

    async def _sign(self, sign: Coroutine[Any, Any, object]) -> None:
        # Whoever syncs hears of all of these too, and acts on them.
        with suppress(Rejected, PlatformUnreachable, PlatformRefused):
            await sign

    def _meanwhile(self, doing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(doing, name="matrix-courtesy")
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task
