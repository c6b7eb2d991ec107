"""Has one life after another killed on a local Discord, over one database, and counts what stands there in the end."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle, islice

from bot.config import HOME
from bot.daily.schedule import Schedule, Timing
from bot.daily.zones import Zones
from bot.store.database import opened
from bot.store.ledger import Ledger
from bot.store.migrating import Migrations, migrate
from bot.store.moment import utc_now
from bot.store.schedules import KIND, Schedules
from tests.daily.killing.life import DEEDS
from tests.daily.made import put
from tests.daily.verdict import Verdict
from tests.databases import Home, rows
from tests.local_discord import Channel, LocalDiscord
from tests.local_discord.faults import Point

COMMITS = tuple(f"{when}-{deed}" for deed in DEEDS.values() for when in ("before", "after"))
# What the bot asks of Discord for a post: what is there last, whether its post is there, to take it.
REQUESTS = {
    "anchor": ("GET", r"/channels/\d+/messages\?limit=1$"),
    "find": ("GET", r"/channels/\d+/messages\?.*after="),
    "send": ("POST", r"/channels/\d+/messages$"),
}
STAGES: tuple[Point, ...] = ("arrived", "half", "acted", "answered")
POINTS = (*COMMITS, *(f"{request}-{stage}" for request in REQUESTS for stage in STAGES))

GUILDS, CHANNELS = 2, 3
# Some for each life: then planning is killed too, and what is killed finds something to do.
NEW = 2
# A request of a dead life is accepted as much later at most: less than the quiet time.
LATE_S = 0.1
# A life that does not come to its point is killed all the same; and all may be done so long after the last.
LONGEST_S, READY_S, ENDING_S = 15.0, 60.0, 60.0
# What closing may take.
CLOSING_S = 8.0


async def killed(home: Home, kills: int, seed: int = 7) -> Verdict:
    """What comes of so many kills, at each point in turn."""
    began, chance = time.monotonic(), random.Random(seed)
    migrate(home.backend(), Migrations(), list)
    async with LocalDiscord() as local:
        channels = [channel for _ in range(GUILDS) for channel in _channels(local)]
        async with _parent(local, home) as parent:
            lives = Lives(local, home, channels, parent, chance)
            for point in islice(cycle(chance.sample(POINTS, len(POINTS))), kills):
                await lives.live(point)
            await lives.finish()
        return lives.verdict(time.monotonic() - began)


def _channels(local: LocalDiscord) -> list[Channel]:
    guild = local.add_guild("Leesgroep", "nl")
    return [guild.add_channel(f"c{number}") for number in range(CHANNELS)]


@asynccontextmanager
async def _parent(local: LocalDiscord, home: Home) -> AsyncIterator[Process]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TEGENSPRAAK_")}
    environment |= {
        "TEGENSPRAAK_DISCORD_TOKEN": local.token,
        "TEGENSPRAAK_DISCORD_API_BASE": local.api_base,
        "TEGENSPRAAK_DISCORD_GATEWAY": local.gateway_url,
        **home.environment,
    }
    command = (sys.executable, "-m", "tests.daily.lives.parent")
    process = await asyncio.create_subprocess_exec(*command, cwd=HOME, env=environment, stdin=PIPE, stdout=PIPE)
    try:
        assert await asyncio.wait_for(_line(process), READY_S) == "ready"
        yield process
    finally:
        if process.stdin:
            process.stdin.close()
        await process.wait()


async def _line(process: Process) -> str:
    assert process.stdout
    return (await process.stdout.readline()).decode().strip()


@dataclass
class Lives:
    """Lives of the bot, where each of them ended, and what was to be posted meanwhile."""

    local: LocalDiscord
    home: Home
    channels: Sequence[Channel]
    parent: Process
    chance: random.Random
    dead: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    posts: int = 0
    pid: int = 0
    ends: list[str] = field(default_factory=list)

    async def live(self, point: str) -> None:
        """One that is killed when it comes to a point."""
        await self._add()
        nth = self.chance.randint(1, NEW)
        if point not in COMMITS:
            self._await(point, nth)
        await self._begin(point if point in COMMITS else None, nth)
        if await self._ended(LONGEST_S) == -signal.SIGKILL:
            self.dead[self.ends[-1]] += 1
        else:
            self.broken += 1
        self.local.faults.clear()
        # It may be later than Discord remembers: what is sent twice stands there twice.
        for channel in self.channels:
            channel.nonces.clear()

    async def finish(self) -> None:
        """A last one, that nobody kills; it ends as it is told when all is done."""
        await self._begin(None, 0)
        async with asyncio.timeout(ENDING_S):
            while await asyncio.to_thread(self._left):  # noqa: ASYNC110 - the bot tells nobody
                await asyncio.sleep(0.1)
        os.kill(self.pid, signal.SIGTERM)
        self.broken += await self._ended(CLOSING_S) != 0

    def verdict(self, seconds: float) -> Verdict:
        """What stands in the channels, and what the database says of it."""
        stands = [(of["id"], of["nonce"]) for channel in self.channels for of in self.local.messages(channel)]
        times, known = Counter(key for _, key in stands), {*stands}
        marked = rows(self.home.backend(), "SELECT key, message, state FROM delivery")
        wrong = [key for key, message, state in marked if state != "sent" or (message, key) not in known]
        twice, lost = sum(of - 1 for of in times.values()), self.posts - len(times)
        return Verdict(self.posts, twice, lost, len(wrong), self.broken, dict(self.dead), seconds)

    async def _add(self) -> None:
        """Some schedules that were due some minutes ago, as moderators made them before."""
        now = utc_now()
        due = now - timedelta(minutes=10)
        async with opened(self.home.backend()) as database:
            schedules = Schedules(database, Timing(ZONES), lambda: now - timedelta(hours=1))
            ledger = Ledger(database, {}, derived={KIND: schedules.derive})
            for _ in range(NEW):
                channel, self.posts = self.chance.choice(self.channels), self.posts + 1
                schedule = Schedule(place=str(channel.id), time=due.strftime("%H:%M"), zone="UTC", seed="s")
                assert channel.guild
                await put(ledger, schedule, f"s{self.posts}", f"discord:{channel.guild.id}")

    def _await(self, point: str, nth: int) -> None:
        """Has the local Discord kill who asks; what it was asked it may do a moment later."""
        request, _, stage = point.partition("-")
        method, pattern = REQUESTS[request]

        def kill() -> None:
            self._kill(point)
            if stage == "arrived":
                self.local.faults.delay(method, pattern, self.chance.random() * LATE_S)

        at: Point = next(of for of in STAGES if of == stage)
        self.local.faults.at(at, method, pattern, kill, nth=nth)

    def _kill(self, point: str) -> None:
        self.ends.append(point)
        os.kill(self.pid, signal.SIGKILL)

    async def _begin(self, point: str | None, nth: int) -> None:
        assert self.parent.stdin
        asked = {"point": point, "nth": nth, "trusting": self.chance.random() < 0.5}
        self.parent.stdin.write(json.dumps(asked).encode() + b"\n")
        self.pid = int(await _line(self.parent))

    async def _ended(self, seconds: float) -> int:
        """How it ended; one that lives on for so long is killed anywhere."""
        late = asyncio.get_running_loop().call_later(seconds, self._kill, "anywhere")
        try:
            while not (said := await _line(self.parent)).lstrip("-").isdigit():
                self.ends.append(said)
        finally:
            late.cancel()
        return int(said)

    def _left(self) -> bool:
        """Whether anything is to be done yet."""
        open_ = rows(self.home.backend(), "SELECT count(*) FROM delivery WHERE ended_at IS NULL")
        planned = rows(self.home.backend(), "SELECT count(*) FROM delivery")
        return (open_, planned) != ([(0,)], [(self.posts,)])


ZONES = Zones()
