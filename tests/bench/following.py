"""How soon another process goes on where one is killed: with commands, with a post that was being sent, on Matrix."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from bot.daily.schedule import Schedule, Timing
from bot.daily.zones import Zones
from bot.platforms.matrix.credentials import write
from bot.store.database import opened
from bot.store.ledger import Ledger
from bot.store.moment import utc_now
from bot.store.schedules import KIND, Schedules
from tests.bench.bots import inherited, reaching, settings
from tests.bench.figures import Following
from tests.bench.progress import say
from tests.daily.made import put
from tests.databases import Home, prepare
from tests.local_discord import Guild, LocalDiscord
from tests.matrix.stage import Stage
from tests.warm import BOT, Running, running

COMMAND, CHAT, POST = "a command on Discord", "a command on Matrix", "a post that was being sent"
# The only shard, run by both.
SHARDS = "0-0/1"
READY_S, PATIENCE_S, LOOK_S = 120.0, 600.0, 0.1


@dataclass(frozen=True)
class Program:
    """What serves: `tegenspraak serve`, or something that waits for less."""

    arguments: Sequence[str] = ("serve",)
    module: str = BOT


@dataclass(frozen=True)
class _Group:
    """Who asks the two processes, and where."""

    local: LocalDiscord
    guild: Guild
    stage: Stage
    room: str

    async def commands(self) -> None:
        """A member asks until there is an answer."""
        member = self.local.member(self.guild, "anna", "nl")
        async with asyncio.timeout(PATIENCE_S):
            while True:
                try:
                    await member.slash("sources")
                except TimeoutError:
                    continue
                return

    async def chats(self) -> None:
        """Anna asks once."""
        number = len(await self.stage.anna.answers(self.room, self.stage.bot, 0))
        await self.stage.anna.say(self.room, "!sources")
        await self.stage.anna.answers(self.room, self.stage.bot, number + 1, PATIENCE_S)

    async def stands(self) -> None:
        """A post stands in the channel."""
        async with asyncio.timeout(PATIENCE_S):
            while not self.guild.channel.posted:  # noqa: ASYNC110 - others post it
                await asyncio.sleep(LOOK_S)


async def followed(stage: Stage, address: str, program: Program = Program()) -> list[Following]:
    """Kills the process that leads, as it sends a post of which the platform never gets the whole."""
    home = Home(stage.state, address)
    prepare(home.backend())
    write(stage.state, stage.me)
    async with LocalDiscord() as local:
        guild = local.add_guild("Leesgroep", "nl")
        environment = _environment(home, stage, local)
        async with _served(program, environment) as first:
            await local.ready(READY_S, shards=1)
            await local.commands_synced(READY_S)
            group = _Group(local, guild, stage, await stage.room(stage.person().id))
            await group.chats()
            async with _served(program, environment):
                await local.ready(READY_S, shards=2)
                await group.commands()
                await _killed(first, group, home)
                ways = ((COMMAND, group.commands), (CHAT, group.chats), (POST, group.stands))
                return [*await asyncio.gather(*(_timed(*way) for way in ways))]


async def _killed(process: Running, group: _Group, home: Home) -> None:
    """Returns as it is dead."""
    pattern = f"^/channels/{group.guild.channel.id}/messages$"
    group.local.faults.at("half", "POST", pattern, process.kill)
    now = utc_now()
    due = (now - timedelta(minutes=1)).strftime("%H:%M")
    async with opened(home.backend()) as database:
        schedules = Schedules(database, Timing(Zones()), lambda: now - timedelta(hours=1))
        ledger = Ledger(database, {}, derived={KIND: schedules.derive})
        schedule = Schedule(place=str(group.guild.channel.id), time=due, zone="UTC", seed="s")
        await put(ledger, schedule, community=f"discord:{group.guild.id}")
    async with asyncio.timeout(READY_S):
        while process.returncode is None:  # noqa: ASYNC110 - whoever reads its log waits for it
            await asyncio.sleep(0.001)


async def _timed(what: str, comes: Callable[[], Awaitable[None]]) -> Following:
    began = time.monotonic()
    await comes()
    took = time.monotonic() - began
    say(f"{what}: {took:.1f} s after the process was killed")
    return Following(what, took)


def _environment(home: Home, stage: Stage, local: LocalDiscord) -> dict[str, str]:
    named = {"TEGENSPRAAK_MATRIX_OPERATORS": stage.anna.id, "TEGENSPRAAK_SHARDS": SHARDS}
    return inherited() | reaching(local) | settings(stage.state) | home.environment | named


@asynccontextmanager
async def _served(program: Program, environment: dict[str, str]) -> AsyncIterator[Running]:
    async with running(program.arguments, environment, program.module) as process:
        # It would wait where nobody read its log.
        log = asyncio.create_task(process.communicate())
        try:
            yield process
        finally:
            process.kill()
            await log
