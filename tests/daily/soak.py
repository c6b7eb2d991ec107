"""What `make test` does shortly for posts of each day, at length: kills, zones, scripts. Ends at the first failure.

`python -m tests.daily.soak --kills 10000 --beside 4000 --scripts 1000 --lives 500 --matrix 200 --troubles 200
--matrix-troubles 100`; 0 leaves a part out. Lives are of the whole bot, on Matrix too, and troubles are scripts that
are played against it.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from bot.daily.zones import Zones
from bot.store.database import opened
from bot.store.migrating import Migrations, migrate
from tests.daily.lives.faults import disturbed
from tests.daily.lives.killing import PLACES
from tests.daily.lives.killing import killed as lives_killed
from tests.daily.lives.on_discord import discord
from tests.daily.lives.on_matrix import matrix, own_homeserver
from tests.daily.scripts import wrong
from tests.daily.transitions import unfit
from tests.daily.verdict import Verdict, killed
from tests.databases import Home, made_on
from tests.postgres import postgres

DATABASES = ("sqlite", "postgresql")
NAIVE = {"send-then-mark": "twice", "mark-then-send": "lost"}
NAIVE_KILLS = 400
ROUND = 1000


def main() -> None:
    """Runs as the arguments say."""
    asked = _arguments()
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    if asked.zones:
        _zones()
    with postgres() as server:
        for kind in asked.databases:
            if asked.scripts:
                with _home(kind, server) as home:
                    asyncio.run(_scripts(kind, home, asked.scripts))
            _rounds(kind, server, "one process", asked.kills)
            if asked.lives:
                with _home(kind, server) as home:
                    _kills(f"{kind}, the whole bot", asyncio.run(_lives(home, asked.lives)))
            if asked.matrix:
                with _home(kind, server) as home:
                    _kills(f"{kind}, the whole bot on Matrix", asyncio.run(_lives_on_matrix(home, asked.matrix)))
            if asked.troubles:
                with _home(kind, server) as home:
                    _troubles(f"{kind}, the whole bot", asyncio.run(_troubled(home, asked.troubles)))
            if asked.matrix_troubles:
                with _home(kind, server) as home:
                    came = asyncio.run(_troubled_on_matrix(home, asked.matrix_troubles))
                    _troubles(f"{kind}, the whole bot on Matrix", came)
        _rounds("postgresql", server, "three processes", asked.beside, beside=3)
    for courier, what in NAIVE.items() if asked.kills else ():
        with _home("sqlite", "") as home:
            found = killed(home, NAIVE_KILLS, courier=courier)
        _tell(f"{courier}: {found.told}", fine=getattr(found, what) > 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--kills", type=int, default=10_000)
    parser.add_argument("--beside", type=int, default=4000)
    parser.add_argument("--scripts", type=int, default=1000)
    parser.add_argument("--lives", type=int, default=500)
    parser.add_argument("--matrix", type=int, default=200)
    parser.add_argument("--troubles", type=int, default=200)
    parser.add_argument("--matrix-troubles", type=int, default=100)
    parser.add_argument("--zones", type=int, default=1)
    return parser.parse_args()


def _zones() -> None:
    zones, began = Zones(), time.process_time()
    found = {name: told for name in sorted(zones.names) if (told := unfit(zones.zone(name)))}
    took = time.process_time() - began
    _tell(f"{len(zones.names)} zones to 2037: {len(found)} unfit ({took:.0f} s of the processor)", fine=not found)


async def _scripts(kind: str, home: Home, number: int) -> None:
    backend = home.backend()
    migrate(backend, Migrations(), list)
    async with opened(backend) as database:
        found = {seed: told for seed in range(number) if (told := await wrong(database, seed))}
    _tell(f"{kind}: {number} scripts of faults, {len(found)} with something wrong {found or ''}", fine=not found)


async def _lives(home: Home, kills: int) -> Verdict:
    async with discord(PLACES) as there:
        return await lives_killed(home, there, kills)


async def _lives_on_matrix(home: Home, kills: int) -> Verdict:
    async with own_homeserver() as homeserver, matrix(homeserver, home.folder, PLACES) as there:
        return await lives_killed(home, there, kills)


async def _troubled(home: Home, scripts: int) -> tuple[Verdict, list[str]]:
    async with discord(scripts) as there:
        return await disturbed(home, there)


async def _troubled_on_matrix(home: Home, scripts: int) -> tuple[Verdict, list[str]]:
    async with own_homeserver() as homeserver, matrix(homeserver, home.folder, scripts) as there:
        return await disturbed(home, there)


def _troubles(what: str, came: tuple[Verdict, list[str]]) -> None:
    """A script in each of many places, for two posts."""
    found, unwanted = came
    told = f"{found.posts} posts: {found.twice} twice, {found.lost} lost, {len(unwanted)} requests in vain"
    told += "".join(f" {request}" for request in unwanted)
    _tell(f"{what}: scripts of faults, {told} ({found.s:.0f} s)", fine=found.fine and not unwanted)


def _rounds(kind: str, server: str, what: str, kills: int, **more: int) -> None:
    """So many kills, each round by another chance and on a database of its own, which stays as small as they are."""
    for number, first in enumerate(range(0, kills, ROUND), 1):
        with _home(kind, server) as home:
            found = killed(home, min(ROUND, kills - first), seed=number, **more)
        _kills(f"{kind}, {what}, round {number}", found)


def _kills(what: str, found: Verdict) -> None:
    _tell(f"{what}: {found.told}", fine=found.fine)


def _tell(line: str, *, fine: bool) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    if not fine:
        sys.exit(1)


@contextmanager
def _home(kind: str, server: str) -> Iterator[Home]:
    with tempfile.TemporaryDirectory(prefix="tegenspraak-soak-") as folder:
        if kind == "sqlite":
            yield Home(Path(folder))
            return
        with made_on(server) as address:
            yield Home(Path(folder), address)


if __name__ == "__main__":
    main()
