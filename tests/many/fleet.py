"""Processes that serve beside each other on a local Discord, and members who go on asking whatever becomes of them."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from bot.config import HOME
from bot.daily.schedule import Schedule, Timing
from bot.daily.zones import Zones
from bot.store.database import opened
from bot.store.ledger import Ledger
from bot.store.moment import utc_now
from bot.store.schedules import KIND, Schedules
from tests.daily.made import put
from tests.databases import Home, prepare, rows
from tests.local_discord import Guild, LocalDiscord

# The machine is busy with other things: members wait longer than on Discord, where it is three seconds.
READY_S, PATIENCE_S, LATE_S = 120.0, 12.0, 90.0
ZONES = Zones()


@dataclass
class Fleet:
    """The processes by their numbers; `ends` has the status of those that ended."""

    home: Home
    local: LocalDiscord
    guilds: Sequence[Guild]
    parent: Process
    began: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    ends: dict[int, int] = field(default_factory=dict)
    alive: list[int] = field(default_factory=list)
    posts: int = 0

    async def begin(self, shards: str, sessions: int = 0) -> int:
        """Begins a process; returns when it has so many sessions."""
        before = len(self.local.connected)
        assert self.parent.stdin
        self.parent.stdin.write(f"{shards}\n".encode())
        pid = await self.began.get()
        self.alive.append(pid)
        await self.local.ready(READY_S, shards=before + sessions)
        return pid

    async def stop(self, pid: int) -> int:
        """Tells a process to end, and waits until it has; its status."""
        os.kill(pid, signal.SIGTERM)
        return await self._ended(pid)

    async def kill(self, pid: int) -> None:
        """It ends without a word."""
        os.kill(pid, signal.SIGKILL)
        await self._ended(pid)

    async def _ended(self, pid: int) -> int:
        async with asyncio.timeout(LATE_S):
            while pid not in self.ends:  # noqa: ASYNC110 - nothing could set an event
                await asyncio.sleep(0.02)
        self.alive.remove(pid)
        return self.ends[pid]

    async def add(self) -> None:
        """A schedule in each server, due some minutes ago, as moderators made it before."""
        now = utc_now()
        due = (now - timedelta(minutes=10)).strftime("%H:%M")
        async with opened(self.home.backend()) as database:
            schedules = Schedules(database, Timing(ZONES), lambda: now - timedelta(hours=1))
            ledger = Ledger(database, {}, derived={KIND: schedules.derive})
            for guild in self.guilds:
                self.posts += 1
                schedule = Schedule(place=str(guild.channel.id), time=due, zone="UTC", seed="s")
                await put(ledger, schedule, f"s{self.posts}", f"discord:{guild.id}")

    async def posted(self) -> list[str]:
        """The marks of all posts that stand in the channels, once all have ended."""
        until = time.monotonic() + LATE_S
        while left := await asyncio.to_thread(self._left):
            assert time.monotonic() < until, left
            await asyncio.sleep(0.1)
        return [of["nonce"] for guild in self.guilds for of in self.local.messages(guild.channel)]

    def _left(self) -> list[tuple[object, ...]]:
        """What has not ended: schedules that are not planned yet, and deliveries."""
        return rows(self.home.backend(), OPEN)

    async def heard(self) -> None:
        """Listens to the parent."""
        assert self.parent.stdout
        async for line in self.parent.stdout:
            word, pid, *status = line.decode().split()
            if word == "began":
                self.began.put_nowait(int(pid))
            else:
                self.ends[int(pid)] = int(status[0])


OPEN = """
SELECT schedule, state, owner, attempts, place FROM delivery WHERE ended_at IS NULL
UNION ALL SELECT key, 'due', '', 0, '' FROM schedule
WHERE NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.schedule = schedule.key)
"""


@dataclass
class Members:
    """They ask in every server in turn, one question after another, until they are told to stop."""

    fleet: Fleet
    every_s: float = 0.25
    asked: int = 0
    lost: list[int] = field(default_factory=list)
    before: int = field(init=False)

    def __post_init__(self) -> None:
        self.before = len(self.fleet.local.requests)

    @asynccontextmanager
    async def asking(self) -> AsyncIterator[None]:
        """They ask until the end of the block, which then waits for the last answer."""
        stop = asyncio.Event()
        asking = asyncio.create_task(self._ask(stop))
        try:
            yield
        finally:
            stop.set()
            await asking

    async def _ask(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                group.create_task(self._one())
                await asyncio.sleep(self.every_s)

    async def _one(self) -> None:
        self.asked += 1
        number = self.asked
        guild = self.fleet.guilds[number % len(self.fleet.guilds)]
        member = self.fleet.local.member(guild, f"member{number}", "nl")
        try:
            await member.slash("sources", timeout=PATIENCE_S)
        except TimeoutError:
            self.lost.append(number)

    def answers(self) -> Counter[object]:
        """What Discord said to how many answers."""
        since = self.fleet.local.requests[self.before :]
        return Counter(of["status"] for of in since if of["path"].endswith("/callback"))


@asynccontextmanager
async def fleet(home: Home, shards: int) -> AsyncIterator[Fleet]:
    """A local Discord with a server in each shard, and a parent of processes."""
    prepare(home.backend())
    async with LocalDiscord() as local:
        local.starts.apart_s = 0.25
        # It is as if it were later than Discord remembers: what is sent twice stands there twice.
        local.nonce_s = 0.0
        guilds = [local.add_guild(f"Leesgroep {of}", "nl", guild_id=(1000 * shards + of) << 22) for of in range(shards)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TEGENSPRAAK_")}
        environment |= {
            "TEGENSPRAAK_DISCORD_TOKEN": local.token,
            "TEGENSPRAAK_DISCORD_API_BASE": local.api_base,
            "TEGENSPRAAK_DISCORD_GATEWAY": local.gateway_url,
            "TEGENSPRAAK_COOLDOWN": "off",
            **home.environment,
        }
        command = (sys.executable, "-m", "tests.many.parent")
        process = await asyncio.create_subprocess_exec(*command, cwd=HOME, env=environment, stdin=PIPE, stdout=PIPE)
        assert process.stdout
        assert (await asyncio.wait_for(process.stdout.readline(), READY_S)).strip() == b"ready"
        made = Fleet(home, local, guilds, process)
        listening = asyncio.create_task(made.heard())
        try:
            yield made
        finally:
            for pid in made.alive.copy():
                await made.kill(pid)
            assert process.stdin
            process.stdin.close()
            await process.wait()
            await listening
