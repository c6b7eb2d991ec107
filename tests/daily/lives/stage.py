"""Lives of the bot on a chat platform and over a database, and what stands in the places in the end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

from bot.config import HOME
from bot.daily.schedule import Schedule, Timing
from bot.daily.zones import Zones
from bot.store.database import opened
from bot.store.ledger import Ledger
from bot.store.moment import utc_now
from bot.store.schedules import KIND, Schedules
from tests.daily.lives.there import Place, There
from tests.daily.made import put
from tests.daily.verdict import Verdict
from tests.databases import Home, prepare, rows

READY_S, STUCK_S, LONGEST_S, LOOKED_S = 120.0, 60.0, 3600.0, 0.1
ZONES = Zones()


@dataclass
class Stage:
    """Where lives are lived, one after another; `ends` says where they killed themselves or were killed."""

    home: Home
    there: There
    parent: Process
    pid: int = 0
    alive: bool = False
    posts: int = 0
    broken: int = 0
    ends: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    async def add(self, places: Sequence[Place]) -> None:
        """A schedule for each place, due some minutes ago, as moderators made it before; no life may be under way."""
        now = utc_now()
        due = (now - timedelta(minutes=10)).strftime("%H:%M")
        async with opened(self.home.backend()) as database:
            schedules = Schedules(database, Timing(ZONES), lambda: now - timedelta(hours=1))
            ledger = Ledger(database, {}, derived={KIND: schedules.derive})
            for of in places:
                self.posts += 1
                schedule = Schedule(place=of.place, time=due, zone="UTC", seed="s")
                await put(ledger, schedule, f"s{self.posts}", of.community)

    async def begin(self, point: str | None = None, nth: int = 1) -> None:
        """A life; where it comes to a point of its own the nth time, it kills itself."""
        assert self.parent.stdin
        self.parent.stdin.write(json.dumps({"point": point, "nth": nth}).encode() + b"\n")
        self.pid, self.alive = int(await _line(self.parent)), True

    def kill(self, where: str) -> None:
        """It is killed here."""
        self.ends.append(where)
        self.end()

    def end(self) -> None:
        """Nothing is left alive."""
        if self.alive:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    async def ended(self, seconds: float) -> int:
        """How a life ended; one that lives on for so long is killed anywhere."""
        late = asyncio.get_running_loop().call_later(seconds, self.kill, "anywhere")
        try:
            while not (said := await _line(self.parent)).lstrip("-").isdigit():
                self.ends.append(said)
        finally:
            late.cancel()
        self.alive = False
        return int(said)

    async def finish(self) -> None:
        """Waits until all is done, as long as something is, and tells the bot to stop."""
        ended = asyncio.create_task(self.ended(LONGEST_S))
        seen, since = self.posts, time.monotonic()
        while not ended.done() and (left := await asyncio.to_thread(self._left)):
            if left != seen:
                seen, since = left, time.monotonic()
            elif time.monotonic() - since > STUCK_S:
                self.kill("stuck")
                break
            await asyncio.sleep(LOOKED_S)
        if not ended.done() and "stuck" not in self.ends:
            os.kill(self.pid, signal.SIGTERM)
        self.broken += await ended != 0

    async def verdict(self) -> Verdict:
        """What stands in the places, and what the database says of it."""
        stands = await self.there.standing()
        times, known = Counter(key for _, key in stands), {*stands}
        marked = rows(self.home.backend(), "SELECT key, message, state FROM delivery")
        wrong = [key for key, message, state in marked if state != "sent" or (message, key) not in known]
        twice, lost = sum(of - 1 for of in times.values()), self.posts - len(times)
        took = time.monotonic() - self.began
        return Verdict(self.posts, twice, lost, len(wrong), self.broken, dict(Counter(self.ends)), took)

    def _left(self) -> int:
        """How many posts have not ended."""
        ended = rows(self.home.backend(), "SELECT count(*) FROM delivery WHERE ended_at IS NOT NULL")[0][0]
        assert isinstance(ended, int)
        return self.posts - ended


@asynccontextmanager
async def staged(home: Home, there: There, database: str = "") -> AsyncIterator[Stage]:
    """A platform with a parent of lives on it; they reach the database at an address, if given."""
    prepare(home.backend())
    async with _parent(there, home, database) as parent:
        stage = Stage(home, there, parent)
        try:
            yield stage
        finally:
            stage.end()


@asynccontextmanager
async def _parent(there: There, home: Home, database: str) -> AsyncIterator[Process]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TEGENSPRAAK_")}
    environment |= {
        **there.environment,
        **home.environment,
        **({"TEGENSPRAAK_DATABASE_URL": database} if database else {}),
    }
    command = (sys.executable, "-m", "tests.daily.lives.parent")
    process = await asyncio.create_subprocess_exec(*command, cwd=HOME, env=environment, stdin=PIPE, stdout=PIPE)
    try:
        assert await asyncio.wait_for(_line(process), READY_S) == "ready"
        yield process
    finally:
        assert process.stdin
        process.stdin.close()
        await process.wait()


async def _line(process: Process) -> str:
    assert process.stdout
    line = (await process.stdout.readline()).decode().strip()
    assert line, "the parent of lives is dead"
    return line
