"""The bot of such a week as who started it sees it: a process that is told the time, and looked at from outside."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.config import HOME
from bot.store.moment import utc_now
from tests.bench.bots import inherited, stopped
from tests.bench.worker import anonymous_mb
from tests.databases import Home
from tests.local_discord import LocalDiscord

STARTING_S, LINE, KEPT = 120.0, 1 << 20, 20
BAD = re.compile(rb'"level": "(?:error|critical)"')
# A descriptor's name without its number, as in socket:[123].
NUMBERED = re.compile(r":\[\d+\]$")


@dataclass(frozen=True)
class Held:
    """What a process holds: memory of its own in megabytes, open files by kind, threads, tasks by what they do."""

    memory_mb: float
    files: Counter[str]
    threads: int
    tasks: Counter[str]


@dataclass
class Bot:
    """A bot that serves. `bad` are the first lines of its log that tell of a defect; all go to a file, the `log`."""

    local: LocalDiscord
    process: Process
    log: Path
    bad: list[str] = field(default_factory=list)

    async def set_clock(self, moment: datetime) -> None:
        """From now on it is that time, here and at Discord."""
        self.local.ahead = ahead_of(moment)
        await self._told(f"ahead {self.local.ahead.total_seconds()}")

    async def held(self) -> Held:
        """What it holds at this moment."""
        tasks = Counter[str](await self._told("held"))
        of = Path(f"/proc/{self.process.pid}")
        threads = len([*(of / "task").iterdir()])
        return Held(anonymous_mb(self.process.pid), Counter(_kinds(of / "fd")), threads, tasks)

    async def read_log(self) -> None:
        """Reads what it logs until it ends, as it would wait where nobody did."""
        assert self.process.stderr
        with self.log.open("ab") as log:
            async for line in self.process.stderr:
                log.write(line)
                if BAD.search(line) or not line.startswith(b"{"):
                    self.bad.append(line.decode(errors="replace").strip())
                    del self.bad[KEPT:]

    async def _told(self, line: str) -> dict[str, int]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{line}\n".encode())
        answer: dict[str, int] = json.loads(await self.process.stdout.readline())
        return answer


@asynccontextmanager
async def serving(local: LocalDiscord, home: Home, moment: datetime, log: Path) -> AsyncIterator[Bot]:
    """Serves until the end of the block, with a clock that shows that time at first."""
    local.ahead = ahead_of(moment)
    command = (sys.executable, "-m", "tests.week.launcher", str(local.ahead.total_seconds()))
    process = await asyncio.create_subprocess_exec(
        *command, cwd=HOME, env=_environment(local, home), stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=LINE
    )
    bot = Bot(local, process, log)
    reading = asyncio.create_task(bot.read_log())
    try:
        await local.ready(STARTING_S)
        await local.commands_synced(STARTING_S)
        yield bot
    finally:
        await stopped(process)
        await reading


def ahead_of(moment: datetime) -> timedelta:
    """How far a clock that shows this is ahead of the machine's."""
    return moment - utc_now()


def _environment(local: LocalDiscord, home: Home) -> dict[str, str]:
    return inherited() | {
        "TEGENSPRAAK_DISCORD_TOKEN": local.token,
        "TEGENSPRAAK_DISCORD_API_BASE": local.api_base,
        "TEGENSPRAAK_DISCORD_GATEWAY": local.gateway_url,
        "TEGENSPRAAK_COOLDOWN": "off",
        **home.environment,
    }


def _kinds(folder: Path) -> list[str]:
    found = []
    for of in folder.iterdir():
        # One that was closed meanwhile is none.
        with suppress(FileNotFoundError):
            found.append(NUMBERED.sub("", str(of.readlink())))
    return found
