"""Puts the terminal chat together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app.commands import registry
from bot.app.ports import Ports
from bot.app.posting import Target, Tempo, ticker
from bot.app.storing import ready_backend
from bot.communities.desk import desk
from bot.config import Config
from bot.daily.agenda import agenda
from bot.daily.ticker import Beat, Ticker
from bot.errors import StoreUnusable
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Message
from bot.platforms.console.chat import Chat
from bot.platforms.console.outbox import PLACE, Grounds, Outbox
from bot.store.backend import Backend
from bot.store.database import Database, opened
from bot.store.migrating import Migrations, migrate
from bot.store.sqlite import NAME, SQLite

IN_USE = "database-in-use"
# The database is this chat's own: who asks for a post need not wait for it.
TEMPO = Tempo(beat=Beat(tick=2))


def run(config: Config, library: Library, languages: Languages) -> None:
    """Chats until the input ends. StoreUnusable where there is a database that cannot be used."""
    asyncio.run(_chat(config, library, languages))


async def _chat(config: Config, library: Library, languages: Languages) -> None:
    async with _database(config) as (database, told):
        daily = agenda(database, library)
        owned = desk(database, library, daily.derived)
        chat = Chat(registry(library, desk=owned, agenda=daily, ports=Ports(grounds=Grounds())), languages)
        posts = ticker(library, owned, daily, Target(PLACE, Outbox(chat.show, daily.clock), chat.spoken), TEMPO)
        async with _meanwhile(posts) if chat.attended else nullcontext():
            await chat.run(told)


@asynccontextmanager
async def _meanwhile(posts: Ticker) -> AsyncIterator[None]:
    """Posts what is due until the end of the block."""
    stop = asyncio.Event()
    posting = asyncio.create_task(posts.run(stop))
    try:
        yield
    finally:
        stop.set()
        await posting


@asynccontextmanager
async def _database(config: Config) -> AsyncIterator[tuple[Database, tuple[Message, ...]]]:
    """The database, or one for this chat only while a bot serves with it, and what is to be said of that."""
    with TemporaryDirectory() as folder:
        try:
            async with opened(ready_backend(config)) as database:
                yield database, ()
                return
        except StoreUnusable as e:
            if e.key != IN_USE:
                raise
        async with opened(_passing(Path(folder))) as database:
            yield database, (Message("chat-passing"),)


def _passing(folder: Path) -> Backend:
    """A database that goes with its folder."""
    backend = SQLite(folder / NAME)
    migrate(backend, Migrations(), list)
    return backend
