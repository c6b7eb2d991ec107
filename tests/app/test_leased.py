from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.app.leased import Leased, Service
from bot.errors import PlatformRefused, StoreUnreachable
from bot.store.communities import Communities
from bot.store.database import Database, opened
from bot.store.leases import Leases
from tests.databases import Home, prepare
from tests.platforms.discord.stage import until

NAME, LEASE_S = "matrix/@bot:example.org", 1.0


class Account:
    """Notes which processes serve it now, of which there may be one."""

    def __init__(self) -> None:
        self.serving: list[str] = []
        self.most = 0
        self.fenced: Database | None = None

    def served_by(self, process: str) -> Callable[[Database], Service]:
        def made(database: Database) -> Service:
            async def serve(over: asyncio.Event) -> None:
                self.fenced = database
                self.serving.append(process)
                self.most = max(self.most, len(self.serving))
                await over.wait()
                self.serving.remove(process)

            return serve

        return made


async def test_one_process_serves_and_another_when_that_one_ends(home: Home) -> None:
    prepare(home.backend())
    account, stops = Account(), [asyncio.Event(), asyncio.Event()]
    async with opened(home.backend()) as database:
        running = [
            asyncio.create_task(Leased(database, NAME, account.served_by(str(number)), LEASE_S).run(stop))
            for number, stop in enumerate(stops)
        ]
        await until(lambda: len(account.serving) == 1)
        await asyncio.sleep(LEASE_S * 1.5)
        [first] = account.serving
        stops[int(first)].set()
        await running[int(first)]
        await until(lambda: len(account.serving) == 1)
        stops[1 - int(first)].set()
        await asyncio.gather(*running)

    assert account.most == 1
    assert account.serving == []


async def test_who_lost_its_lease_writes_nothing_and_serves_when_it_has_it_again(home: Home) -> None:
    prepare(home.backend())
    account, stop = Account(), asyncio.Event()
    async with opened(home.backend()) as database:
        running = asyncio.create_task(Leased(database, NAME, account.served_by("0"), LEASE_S).run(stop))
        await until(lambda: account.serving == ["0"])
        before = account.fenced
        assert before
        await _taken_away(database)
        with pytest.raises(StoreUnreachable, match="lease-lost"):
            await Communities(before).joined("matrix:!room")
        await until(lambda: account.serving == [])
        await until(lambda: account.serving == ["0"], 5)
        assert account.fenced
        assert account.fenced is not before
        await Communities(account.fenced).joined("matrix:!room")
        stop.set()
        await running


async def _taken_away(database: Database) -> None:
    """As if its owner had slept for longer than the lease."""
    async with database.transaction() as connection:
        await connection.exec_driver_sql("UPDATE lease SET until = 0")
    assert await Leases(database).hold(NAME, LEASE_S)


async def test_a_service_that_is_refused_says_so_and_leaves_the_lease(home: Home) -> None:
    prepare(home.backend())

    def made(database: Database) -> Service:
        async def serve(over: asyncio.Event) -> None:
            raise PlatformRefused("matrix-refused")

        return serve

    async with opened(home.backend()) as database:
        with pytest.raises(PlatformRefused):
            await Leased(database, NAME, made, LEASE_S).run(asyncio.Event())
        assert await Leases(database).hold(NAME, LEASE_S)
