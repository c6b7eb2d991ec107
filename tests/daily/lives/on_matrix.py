"""Lives on a real homeserver, which the bot reaches through a gate."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from uuid import uuid4

from bot.platforms.matrix.credentials import Credentials, write
from bot.platforms.matrix.names import KEY
from tests.daily.lives.faults import Script, going_wrong
from tests.daily.lives.stage import READY_S
from tests.daily.lives.there import Place
from tests.matrix.gate import Gate, gate
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.person import Person


class OnMatrix:
    """A homeserver with rooms where the bot is."""

    # Whether a post stands there, to take it.
    requests: Mapping[str, tuple[str, str]] = {
        "find": ("GET", r"/messages\?"),
        "send": ("PUT", r"/send/m\.room\.message/"),
    }
    wrong: Mapping[str, Script] = going_wrong("user")

    def __init__(self, anna: Person, me: Credentials, way: Gate, rooms: Sequence[str]) -> None:
        self.faults = way.faults
        self.places: Sequence[Place] = [Place(f"matrix:{room}", room) for room in rooms]
        self.me = replace(me, homeserver=way.address)
        self._anna = anna
        self._way = way

    @property
    def environment(self) -> Mapping[str, str]:
        """Nothing: it is told in the state folder."""
        return {}

    @property
    def ways(self) -> Sequence[Callable[[float], Awaitable[None]]]:
        """It cannot be reached for some time; or what stands before it says that it is away, or breaks a sync off."""
        return self._away, self._behind, self._broken

    async def _away(self, seconds: float) -> None:
        await self._way.close()
        await asyncio.sleep(seconds)
        await self._way.open()

    async def _behind(self, seconds: float) -> None:
        self._way.cut()
        self.faults.answer("GET", "/sync", status=502, times=2)

    async def _broken(self, seconds: float) -> None:
        self._way.cut()
        self.faults.drop("GET", "/sync", before=False)

    def sending(self, place: Place) -> tuple[str, str]:
        """What a post is sent by."""
        return "PUT", rf"/rooms/{re.escape(quote(place.place, safe=''))}/send/m\.room\.message/"

    def reading(self, place: Place) -> tuple[str, str]:
        """What is asked to find a post again."""
        return "GET", rf"/rooms/{re.escape(quote(place.place, safe=''))}/messages"

    async def ready(self) -> None:
        """Waits until the bot has read where it is."""
        read = asyncio.Event()
        self.faults.at("answered", "GET", "/sync", read.set)
        async with asyncio.timeout(READY_S):
            await read.wait()

    async def standing(self) -> list[tuple[str, str]]:
        """The messages in the rooms, read back from the homeserver."""
        said = [of for place in self.places for of in await self._anna.messages(place.place, self.me.user)]
        return [(of["event_id"], of["content"][KEY]) for of in said]


@asynccontextmanager
async def matrix(homeserver: LocalHomeserver, state: Path, rooms: int) -> AsyncIterator[OnMatrix]:
    """A homeserver with so many rooms of Anna's, and a bot whose state is in a folder."""
    number = uuid4().hex[:8]
    me = homeserver.register(f"bot-{number}")
    async with (
        Person(homeserver.register(f"anna-{number}")) as anna,
        Person(me) as bot,
        gate(homeserver.address) as way,
    ):
        made = [await anna.room(me.user) for _ in range(rooms)]
        for room in made:
            await bot.join(room)
        there = OnMatrix(anna, me, way, made)
        write(state, there.me)
        yield there


@asynccontextmanager
async def own_homeserver() -> AsyncIterator[LocalHomeserver]:
    """A homeserver for as long."""
    with TemporaryDirectory(prefix="tegenspraak-homeserver-") as folder:
        made = LocalHomeserver(Path(folder))
        made.start()
        try:
            yield made
        finally:
            made.stop()
