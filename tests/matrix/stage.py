"""The bot on a homeserver, with somebody who uses it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from bot.app.editions import Editions
from bot.app.matrix import matrix
from bot.config import Config, MatrixConfig
from bot.dispatch.cooldown import UNLIMITED
from bot.library.library import Library
from bot.platforms.matrix.credentials import Credentials, write
from bot.store.database import Database, opened
from bot.store.sqlite import NAME, SQLite
from tests.databases import prepare
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.person import Person, until
from tests.texts import DATA, SEEDS

# A bot in a process of its own has to start first.
COMING_S = 60.0


@dataclass
class Stage:
    """A homeserver with the bot's account and that of somebody who may invite it."""

    homeserver: LocalHomeserver
    state: Path
    library: Library
    me: Credentials
    anna: Person
    invites: tuple[str, ...] = ()
    people: list[Person] = field(default_factory=list)
    # While the bot serves.
    database: Database | None = None

    @property
    def bot(self) -> str:
        """The bot's user id."""
        return self.me.user

    @property
    def config(self) -> Config:
        """The settings of the bot."""
        own = MatrixConfig(operators=(self.anna.id,), invites=self.invites)
        return Config(self.state, SEEDS, DATA, "nl", None, matrix=own, cooldown=UNLIMITED)

    def person(self, name: str = "bram") -> Person:
        """Somebody else."""
        made = Person(self.homeserver.register(f"{name}-{uuid4().hex[:8]}"))
        self.people.append(made)
        return made

    @asynccontextmanager
    async def serving(self, **parts: Any) -> AsyncIterator[asyncio.Task[None]]:  # noqa: ANN401 - handed on
        """The bot serves, of parts of which some may fail; it must not have ended by itself unless somebody waited."""
        write(self.state, self.me)
        backend = SQLite(self.state / NAME)
        prepare(backend)
        async with opened(backend) as database:
            self.database, stop = database, asyncio.Event()
            service = matrix(self.config, Editions(self.library), database, **parts)
            running = asyncio.create_task(service.run(stop))
            try:
                yield running
            finally:
                stop.set()
                await asyncio.wait({running}, timeout=10)
                assert running.done()

    async def room(self, *guests: str, version: str = "12", **settings: Any) -> str:  # noqa: ANN401 - JSON
        """A room of Anna's where the bot is."""
        room = await self.anna.room(self.bot, *guests, version=version, **settings)
        await self.comes(room)
        return room

    async def comes(self, room: str, host: Person | None = None) -> None:
        """Waits until the bot is in a room of its host, who is Anna unless it is said."""

        async def there() -> bool:
            return self.bot in await (host or self.anna).members(room)

        await until(there, COMING_S)


def share_index(settings: Config, state: Path) -> None:
    """Puts the index of the texts into a state folder, where a bot in a process of its own would build it first."""
    shutil.copytree(settings.state / "index", state / "index")


@asynccontextmanager
async def staged(
    homeserver: LocalHomeserver, state: Path, library: Library, *, limited: bool = False
) -> AsyncIterator[Stage]:
    """A stage on which the bot does not serve yet; it has to be slow only where it is `limited`."""
    number = uuid4().hex[:8]
    me = homeserver.register(f"bot-{number}", limited=limited)
    async with Person(homeserver.register(f"anna-{number}")) as anna:
        stage = Stage(homeserver, state, library, me, anna)
        try:
            yield stage
        finally:
            for person in stage.people:
                await person.__aexit__(None, None, None)


@asynccontextmanager
async def set_up(homeserver: LocalHomeserver, settings: Config, library: Library, state: Path) -> AsyncIterator[Stage]:
    """A stage with the index of the texts in its state folder."""
    share_index(settings, state)
    async with staged(homeserver, state, library) as stage:
        yield stage
