"""Lives one courier after another, or several beside each other, and kills each; prints what came of it as JSON.

`python -m tests.daily.killing --kills 300 --folder … [--database postgresql://…] [--beside 3]
[--courier naive] [--steps 1]`
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from logging import CRITICAL
from pathlib import Path

import structlog

from bot.daily.zones import Zones
from bot.store.migrating import Migrations, migrate
from tests.daily.killing import board
from tests.daily.killing.board import Doom
from tests.daily.killing.life import AT_ONCE, LONG_AGO, POINTS, House, courier, live, prepare, spend
from tests.daily.killing.naive import mark_then_send, send_then_mark
from tests.daily.killing.warm import Warm
from tests.databases import Home, rows

COURIERS = {"real": courier, "send-then-mark": send_then_mark, "mark-then-send": mark_then_send}
# Some posts a kill, so that what is killed last finds something to do.
PER_KILL = 1.4
# A life that does not come to its point dies at another.
LAST = 40
READY_S = 10


@dataclass
class Lives:
    """The lives that are under way, and where those before them ended."""

    house: House
    chance: random.Random
    killed: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    pipes: dict[int, int] = field(default_factory=dict)

    @property
    def point(self) -> str:
        """Where the next is to end: where none did yet, as one may end before it comes to its point; then anywhere."""
        missing = [point for point in POINTS if not self.killed[point]]
        return missing[0] if missing else self.chance.choice(POINTS)

    def begin(self, point: str | None) -> None:
        """Begins one that ends at a point; one that none kills, for None."""
        reading, writing = os.pipe()
        doom = Doom(point, self.chance.randint(1, 2), self.chance.randint(10, LAST), writing) if point else None
        # Half of them trust the database; the others look first, as after a crash.
        began = self.chance.choice((LONG_AGO, None))
        pid = forked(lambda: live(self.house, doom, began))
        os.close(writing)
        self.pipes[pid] = reading

    def end(self) -> bool:
        """Waits for the end of one; whether it found nothing more to do."""
        pid, status = os.wait()
        with os.fdopen(self.pipes.pop(pid)) as told:
            at = told.read().split()
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL and at:
            self.killed[at[0]] += 1
            return False
        self.broken += status != 0
        return status == 0


def forked(act: Callable[[], None]) -> int:
    """A child that does this and no more."""
    pid = os.fork()
    if pid == 0:
        # It is over before it has left much behind.
        gc.disable()
        try:
            act()
        finally:
            os._exit(1)
    return pid


def main() -> None:
    """Runs as the arguments say."""
    asked = _arguments()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(CRITICAL))
    for module in ("aiosqlite", "psycopg", "sqlalchemy.dialects.sqlite.aiosqlite", "sqlalchemy.ext.asyncio"):
        importlib.import_module(module)
    asked.folder.mkdir(parents=True, exist_ok=True)
    backend = Home(asked.folder, asked.database).backend()
    migrate(backend, Migrations(), list)
    zones = Zones()
    zones.zone("UTC")
    house = House(Warm(backend), asked.folder / "platform", zones, COURIERS[asked.courier], bool(asked.steps))
    number = AT_ONCE + int(asked.kills * PER_KILL / house.each)
    platform = forked(lambda: board.serve(house.platform))
    try:
        _ready(house.platform)
        # In this process: it warms up what the lives use.
        prepare(house, range(AT_ONCE))
        spend(house)
        prepare(house, range(AT_ONCE, number))
        # What stays is not to be looked through, or copied, in every life.
        gc.collect()
        gc.freeze()
        sys.stdout.write(json.dumps(_run(house, asked, number)) + "\n")
    finally:
        os.kill(platform, signal.SIGKILL)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--database")
    parser.add_argument("--beside", type=int, default=1)
    parser.add_argument("--courier", choices=COURIERS, default="real")
    parser.add_argument("--steps", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


def _ready(platform: Path) -> None:
    until = time.monotonic() + READY_S
    while not platform.exists() and time.monotonic() < until:
        time.sleep(0.01)


def _run(house: House, asked: argparse.Namespace, number: int) -> dict[str, object]:
    began = time.monotonic()
    lives = Lives(house, random.Random(asked.seed))
    done = False
    while not done:
        while len(lives.pipes) < asked.beside:
            enough = lives.killed.total() >= asked.kills
            lives.begin(None if enough else lives.point)
        done = lives.end()
    while lives.pipes:
        lives.end()
    verdict = _verdict(house, number * house.each)
    return {**verdict, "killed": lives.killed, "broken": lives.broken, "s": time.monotonic() - began}


def _verdict(house: House, number: int) -> dict[str, object]:
    """What stands in the places, and what the database says of it."""
    stands = [(name, key) for posts in board.standing(house.platform).values() for name, key in posts]
    times = Counter(key for _, key in stands)
    marked = rows(house.backend, "SELECT key, message, state FROM delivery")
    known = {*stands}
    wrong = [state for key, message, state in marked if state != "sent" or (message, key) not in known]
    return {
        "posts": number,
        "twice": sum(of - 1 for of in times.values()),
        "lost": number - len(times),
        "wrong": len(wrong),
    }


if __name__ == "__main__":
    main()
