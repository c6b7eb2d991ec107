from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import pytest_asyncio

from bot.errors import StoreUnreachable
from bot.platforms.discord import leading
from bot.platforms.discord.leading import AWAY_S, Shared
from bot.platforms.discord.shards import Shards
from bot.store.database import Database, opened
from bot.store.leases import Leases, Taken
from tests.databases import Home, prepare

pytestmark = pytest.mark.asyncio

# Longer than it is waited for a database that is known to be away, and than for one that is not.
LONG_S, TOO_LONG_S = AWAY_S + 0.3, 60


class Slow(Taken):
    """The database, of which those who ask wait for so many seconds each, in their order; away where that is None.

    Who gives up has to wait a little too.
    """

    def __init__(self, database: Database, waits: Sequence[float | None]) -> None:
        super().__init__(database)
        self._waits = [*waits]

    async def take(self, key: str) -> bool:
        wait = self._waits.pop(0)
        if wait is None:
            raise StoreUnreachable("database-unreachable", database="", reason="away")
        try:
            await asyncio.sleep(wait)
        except asyncio.CancelledError:
            await asyncio.sleep(AWAY_S)
            raise
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
    leader = shared(database, None, LONG_S, 0)

    assert await leader.takes(0, 1)
    assert [*await asyncio.gather(leader.takes(0, 2), leader.takes(0, 3))] == [True, True]


async def test_what_another_took_while_the_database_came_back_is_left_to_them(database: Database) -> None:
    leader = shared(database, None, LONG_S, 0)
    await Taken(database).take("2")

    assert await leader.takes(0, 1)
    assert [*await asyncio.gather(leader.takes(0, 2), leader.takes(0, 3))] == [False, True]


async def test_what_a_slow_database_says_nothing_of_is_left_to_others(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leading, "ASKING_S", 0.1)

    assert not await shared(database, TOO_LONG_S).takes(0, 1)


async def test_what_a_database_that_is_away_says_nothing_of_is_acted_on(database: Database) -> None:
    leader = shared(database, None, TOO_LONG_S)

    assert await leader.takes(0, 1)
    assert await leader.takes(0, 2)


async def test_what_is_given_up_as_the_database_comes_back_is_acted_on(database: Database) -> None:
    leader = shared(database, None, TOO_LONG_S, 0)
    assert await leader.takes(0, 1)

    late = asyncio.create_task(leader.takes(0, 2))
    await asyncio.sleep(AWAY_S + 0.1)

    assert await leader.takes(0, 3)
    assert await late
