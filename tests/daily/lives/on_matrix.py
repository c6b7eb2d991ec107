"""Lives on a real homeserver, which the bot reaches through a gate."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from bot.platforms.matrix.credentials import Credentials, write
from bot.platforms.matrix.names import KEY
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

    def __init__(self, anna: Person, me: Credentials, way: Gate, rooms: Sequence[str]) -> None:
        self.faults = way.faults
        self.places: Sequence[Place] = [Place(f"matrix:{room}", room) for room in rooms]
        self.me = replace(me, homeserver=way.address)
        self._anna = anna

    @property
    def environment(self) -> Mapping[str, str]:
        """Nothing: it is told in the state folder."""
        return {}

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
