from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import pytest_asyncio

from bot.errors import StoreUnreachable
from bot.platforms.discord.leading import AWAY_S, Shared
from bot.platforms.discord.shards import Shards
from bot.store.database import Database, opened
from bot.store.leases import Leases, Taken
from tests.databases import Home, prepare

pytestmark = pytest.mark.asyncio

LONG_S = 10 * AWAY_S


class Slow(Taken):
    """The database, of which those who ask wait for so many seconds each, in their order; away where that is None."""

    def __init__(self, database: Database, waits: Sequence[float | None]) -> None:
        super().__init__(database)
        self._waits = [*waits]

    async def take(self, key: str) -> bool:
        wait = self._waits.pop(0)
        if wait is None:
            raise StoreUnreachable("database-unreachable", database="", reason="away")
        await asyncio.sleep(wait)
        return await super().take(key)


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    prepare(Home(tmp_path).backend())
    async with opened(Home(tmp_path).backend()) as made:
        yield made


def shared(database: Database, *waits: float | None) -> Shared:
    """One that leads, over such a database."""
    return Shared(Shards((0,), 1), Leases(database), Slow(database, waits))


async def test_what_waits_while_the_database_comes_back_is_acted_on(database: Database) -> None:
    leader = shared(database, None, LONG_S, 0, 0)

    assert await leader.takes(0, 1)
    assert [*await asyncio.gather(leader.takes(0, 2), leader.takes(0, 3))] == [True, True]


async def test_what_another_took_while_the_database_came_back_is_left_to_them(database: Database) -> None:
    leader = shared(database, None, LONG_S, 0, 0)
    await Taken(database).take("2")

    assert await leader.takes(0, 1)
    assert [*await asyncio.gather(leader.takes(0, 2), leader.takes(0, 3))] == [False, True]


async def test_what_a_database_that_is_away_says_nothing_of_is_acted_on(database: Database) -> None:
    leader = shared(database, None, LONG_S)

    assert await leader.takes(0, 1)
    assert await leader.takes(0, 2)
