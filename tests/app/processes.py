"""What several processes serve on Discord, in the process of the tests: each with a database of its own to the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.app.editions import Editions
from bot.app.membership import Kept
from bot.app.posting import Tempo
from bot.communities.desk import Desk, desk
from bot.config import DiscordConfig
from bot.daily.agenda import Agenda, agenda
from bot.dispatch.cooldown import UNLIMITED
from bot.library.library import Library
from bot.platforms.discord.shards import Shards
from bot.store.communities import Communities
from bot.store.database import Database, opened
from tests.app.serving import HASTE
from tests.databases import Home, prepare
from tests.local_discord import Guild, LocalDiscord
from tests.texts import config

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.app.on_discord import OnDiscord  # isort: skip


@dataclass
class Process:
    """One of them."""

    database: Database
    desk: Desk
    daily: Agenda
    stop: asyncio.Event
    ended: asyncio.Task[None]

    async def end(self) -> None:
        """Tells it to stop, and waits until it has."""
        self.stop.set()
        await self.ended


@dataclass
class Machines:
    """Where processes run."""

    local: LocalDiscord
    library: Library
    home: Home
    tempo: Tempo = HASTE

    def guild(self, shard: int, of: int) -> Guild:
        """A Dutch server that falls to a shard."""
        return self.local.add_guild(f"Leesgroep {shard}", "nl", guild_id=(of * 1000 + shard) << 22)

    @asynccontextmanager
    async def process(self, shards: Shards, folder: Path | None = None) -> AsyncIterator[Process]:
        """A process; ended at the end of the block, if it is not before."""
        discord = DiscordConfig(self.local.token, self.local.api_base, self.local.gateway_url, shards)
        settings = replace(
            config(folder or self.home.folder), discord=discord, database_url=self.home.address, cooldown=UNLIMITED
        )
        prepare(self.home.backend())
        async with opened(self.home.backend()) as database:
            on_discord = OnDiscord(settings, discord, Editions(self.library), self.tempo)
            services = on_discord.services(database, Kept(Communities(database)))
            stop = asyncio.Event()

            async def serve() -> None:
                async with asyncio.TaskGroup() as group:
                    for service in services:
                        group.create_task(service(stop))

            ended = asyncio.create_task(serve())
            daily = agenda(database, self.library)
            made = Process(database, desk(database, self.library, daily.derived), daily, stop, ended)
            try:
                yield made
            finally:
                await made.end()
