"""All that `serve` runs on Discord, in the process of the tests and in a hurry, on a database that they look into."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app.editions import Editions
from bot.app.membership import Kept
from bot.app.posting import Tempo
from bot.communities.desk import Desk, desk
from bot.config import DiscordConfig
from bot.daily.agenda import Agenda, agenda
from bot.daily.courier import Pace
from bot.daily.schedule import Schedule
from bot.daily.ticker import Beat
from bot.library.library import Library
from bot.model import Ask, Role
from bot.store.communities import Communities
from bot.store.database import opened
from bot.store.deliveries import NOW, Delivery
from bot.store.ledger import Edit
from bot.store.schedules import KIND
from bot.store.sqlite import NAME, SQLite
from tests.local_discord import Channel, Guild, LocalDiscord
from tests.texts import config

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.app.on_discord import OnDiscord  # isort: skip
from tests.databases import prepare

HASTE = Tempo(Pace(lease=3, send=2, quiet=0.5, patience=1, again=0.3), Beat(tick=0.1, drain=6), lease=2, apart=0)
KEY = "k"


@dataclass
class Serving:
    """A bot that serves, and one server that it is in."""

    local: LocalDiscord
    guild: Guild
    desk: Desk
    daily: Agenda
    stop: asyncio.Event
    ended: asyncio.Task[None]

    @property
    def community(self) -> str:
        return f"discord:{self.guild.id}"

    async def put(self, schedule: Schedule, key: str = KEY) -> None:
        """Adds a schedule, as a manager's command does."""
        manager = Ask("nl", "nl", self.community, "1", "7", Role.MANAGER)
        await self.desk.changes.make(manager, "daily-add", [Edit(KIND, key, schedule.content, 0)])

    async def post_now(self, channel: Channel, within: float = 60, **fields: Any) -> None:  # noqa: ANN401 - a schedule's
        """Has a post made that is late after so many seconds."""
        fields = {"kind": "excerpt", **fields}
        await self.put(Schedule(place=str(channel.id), time="08:00", zone="Europe/Amsterdam", seed="s", **fields))
        now = datetime.now(UTC)
        planned = {"schedule": KEY, "kind": NOW, "slot": date(2026, 11, 22), "place": str(channel.id)}
        times = {"due": now, "until": now + timedelta(seconds=within)}
        await self.daily.deliveries.add(self.community, {**planned, **times})

    async def delivery(self, kind: str = NOW) -> Delivery:
        """How the post stands."""
        [found] = await self.daily.deliveries.of_schedule(self.community, KEY, kind)
        return found

    async def settled(self, kind: str = NOW, seconds: float = 15) -> Delivery:
        """How the post stands when it has come to its end."""
        async with asyncio.timeout(seconds):
            while not (found := await self._ended(kind)):  # noqa: ASYNC110 - nothing could set an event
                await asyncio.sleep(0.02)
        return found[0]

    async def _ended(self, kind: str) -> list[Delivery]:
        found = await self.daily.deliveries.of_schedule(self.community, KEY, kind)
        return [of for of in found if of.ended_at]

    def tried(self, channel: Channel) -> list[dict[str, Any]]:
        """What the bot asked Discord to post in a channel."""
        path = f"/channels/{channel.id}/messages"
        return [of for of in self.local.requests if (of["method"], of["path"]) == ("POST", path)]

    @staticmethod
    def posting(channel: Channel) -> tuple[str, str]:
        """What a fault is scripted for, to meet the posts of a channel."""
        return "POST", f"^/channels/{channel.id}/messages$"


def soon(channel: Channel, seconds: float) -> Schedule:
    """A schedule that is due in so many seconds, where it is about noon."""
    at = datetime.now(UTC) + timedelta(seconds=seconds)
    hours = 12 - at.hour
    zone = f"Etc/GMT{-hours:+d}" if hours else "UTC"
    local = (at + timedelta(hours=hours)).time()
    return Schedule(place=str(channel.id), time=local.isoformat(), zone=zone, seed="s")


@asynccontextmanager
async def serving(
    local: LocalDiscord, texts: Library | Editions, state: Path, tempo: Tempo = HASTE
) -> AsyncIterator[Serving]:
    """Serves until the end of the block."""
    editions = texts if isinstance(texts, Editions) else Editions(texts)
    library = editions.library
    backend, guild, stop = SQLite(state / NAME), local.add_guild("Leesgroep", "nl"), asyncio.Event()
    prepare(backend)
    async with opened(backend) as database:
        discord = DiscordConfig(local.token, local.api_base, local.gateway_url)
        settings = replace(config(state), discord=discord)
        services = OnDiscord(settings, discord, editions, tempo).services(database, Kept(Communities(database)))

        async def serve() -> None:
            async with asyncio.TaskGroup() as group:
                for service in services:
                    group.create_task(service(stop))

        ended = asyncio.create_task(serve())
        daily = agenda(database, library)
        await local.ready(20)
        await local.commands_synced(20)
        yield Serving(local, guild, desk(database, library, daily.derived), daily, stop, ended)
        stop.set()
        await asyncio.gather(ended, return_exceptions=True)
