from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreUnreachable
from bot.store.database import Database
from bot.store.leases import Lease, Leases, Taken, fenced
from bot.store.schema import COMMUNITY, LEASE
from tests.daily.clocks import Time

NAME = "matrix/@bot:example.org"


@pytest.fixture
def two(database: Database, time: Time) -> tuple[Leases, Leases]:
    """Two processes."""
    return Leases(database, time.wall), Leases(database, time.wall)


async def test_one_has_it_until_it_renews_it_no_more(two: tuple[Leases, Leases], time: Time) -> None:
    one, other = two
    assert await one.hold(NAME, 30) == Lease(NAME, 1)
    time.go(seconds=20)
    assert await one.hold(NAME, 30) == Lease(NAME, 1)
    time.go(seconds=29)
    assert await other.hold(NAME, 30) is None
    time.go(seconds=1)
    assert await other.hold(NAME, 30) == Lease(NAME, 2)
    assert await one.hold(NAME, 30) is None


async def test_what_is_given_up_is_taken_at_once_or_as_soon_as_it_may_be(
    two: tuple[Leases, Leases], time: Time
) -> None:
    one, other = two
    await one.hold(NAME, 30)
    assert not await other.free(NAME)
    assert await one.free(NAME)
    assert await other.hold(NAME, 30) == Lease(NAME, 2)
    assert await other.free(NAME, after=5)
    assert (await one.hold(NAME, 30), await other.hold(NAME, 30)) == (None, None)
    time.go(seconds=5)
    assert await one.hold(NAME, 30) == Lease(NAME, 3)


async def test_of_many_who_take_it_at_once_one_has_it(database: Database, time: Time) -> None:
    many = [Leases(database, time.wall) for _ in range(8)]
    for _ in range(3):
        found = await asyncio.gather(*(of.hold(NAME, 30) for of in many))
        assert sum(of is not None for of in found) == 1
        time.go(seconds=31)


async def test_who_lost_a_lease_writes_nothing_any_more(
    two: tuple[Leases, Leases], database: Database, time: Time
) -> None:
    one, other = two
    first = await one.hold(NAME, 30)
    assert first
    await _join(fenced(database, first), "discord:1")
    time.go(seconds=31)
    second = await other.hold(NAME, 30)
    assert second
    with pytest.raises(StoreUnreachable, match="lease-lost"):
        await _join(fenced(database, first), "discord:2")
    await _join(fenced(database, second), "discord:3")

    async with database.transaction() as connection:
        found = await connection.scalars(COMMUNITY.select().with_only_columns(COMMUNITY.c.key))
    assert sorted(found) == ["discord:1", "discord:3"]


async def test_the_owner_of_a_lease_notes_what_a_deed_was_done_for(
    two: tuple[Leases, Leases], database: Database, time: Time
) -> None:
    lease = await two[0].hold(NAME, 30)
    assert lease
    seen, noted = fenced(database, lease), []

    async def note(connection: AsyncConnection) -> None:
        noted.append(await connection.scalar(LEASE.select().with_only_columns(LEASE.c.name)))

    with seen.marked(note):
        async with seen.deed():
            """What is done here is noted."""
    async with seen.deed():
        """And this is not."""

    assert noted == [NAME]


async def test_of_all_who_are_told_of_something_one_acts_on_it(database: Database) -> None:
    found = await asyncio.gather(*(Taken(database).take("7") for _ in range(5)))

    assert sorted(found) == [False] * 4 + [True]
    assert await Taken(database).take("8")


async def _join(database: Database, community: str) -> None:
    async with database.transaction() as connection:
        row = database.insert(COMMUNITY).values(key=community, first_seen=Time().now + timedelta())
        await connection.execute(row)
