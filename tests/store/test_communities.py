from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, StatementError

from bot.platforms.discord.membership import Share
from bot.store.communities import AT_ONCE, Communities
from bot.store.database import Database
from bot.store.schema import COMMUNITY
from tests.store.timing import FIRST, HOUR, Clock

EVERYWHERE = Share()

Row = tuple[datetime, datetime | None]


@pytest.fixture
def communities(database: Database) -> Communities:
    return Communities(database, Clock())


async def kept(database: Database) -> dict[str, Row]:
    async with database.transaction() as connection:
        found = await connection.execute(select(COMMUNITY))
        return {row.key: (row.first_seen, row.left_at) for row in found}


async def test_a_community_that_was_joined_is_there_since_then(database: Database, communities: Communities) -> None:
    await communities.joined("discord:1")
    await communities.joined("discord:1")

    assert await kept(database) == {"discord:1": (FIRST, None)}


async def test_leaving_is_kept_with_its_time_however_often_it_is_told(
    database: Database, communities: Communities
) -> None:
    await communities.joined("discord:1")
    await communities.left("discord:1")
    await communities.left("discord:1")
    await communities.left("discord:2")

    assert await kept(database) == {"discord:1": (FIRST, FIRST + HOUR)}


async def test_joining_again_clears_the_leaving_and_keeps_the_first_time(
    database: Database, communities: Communities
) -> None:
    await communities.joined("discord:1")
    await communities.left("discord:1")
    await communities.joined("discord:1")

    assert await kept(database) == {"discord:1": (FIRST, None)}


async def test_those_present_at_a_start_are_joined_and_the_others_of_the_platform_were_left(
    database: Database, communities: Communities
) -> None:
    for key in ("discord:1", "discord:2", "discord:3", "matrix:!a:example.org"):
        await communities.joined(key)
    await communities.left("discord:3")
    await communities.present("discord", {"discord:1", "discord:3", "discord:4"}, EVERYWHERE)
    found = await kept(database)

    assert {key for key, (_, left) in found.items() if left} == {"discord:2"}
    assert found["discord:1"] == (FIRST, None)
    assert set(found) == {"discord:1", "discord:2", "discord:3", "discord:4", "matrix:!a:example.org"}


async def test_those_that_another_process_knows_of_are_not_taken_for_left(
    database: Database, communities: Communities
) -> None:
    first, second = Share(0, 2), Share(1, 2)
    ours, theirs, gone = (f"discord:{number << 22}" for number in (2, 3, 4))
    await communities.present("discord", {ours, gone}, first)
    await communities.present("discord", {theirs}, second)
    await communities.present("discord", {ours}, first)

    assert {key for key, (_, left) in (await kept(database)).items() if left} == {gone}


async def test_nobody_present_means_that_all_were_left(database: Database, communities: Communities) -> None:
    await communities.joined("discord:1")
    await communities.present("discord", (), EVERYWHERE)

    assert await kept(database) == {"discord:1": (FIRST, FIRST + HOUR)}


async def test_a_bot_in_very_many_communities_is_reconciled(database: Database, communities: Communities) -> None:
    many = {f"discord:{number}" for number in range(AT_ONCE + 2)}
    await communities.present("discord", many, EVERYWHERE)
    await communities.present("discord", {"discord:7"}, EVERYWHERE)
    found = await kept(database)

    assert len(found) == len(many)
    assert [key for key, (_, left) in found.items() if left is None] == ["discord:7"]


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    row = COMMUNITY.insert().values(key="discord:1", first_seen=FIRST)

    async def twice() -> None:
        async with database.transaction() as connection:
            await connection.execute(row)
            await connection.execute(row)

    with pytest.raises(IntegrityError):
        await twice()
    assert await kept(database) == {}


async def test_a_time_comes_back_to_the_microsecond_from_any_zone_and_one_without_is_refused(
    database: Database,
) -> None:
    east = datetime.fromisoformat("2026-11-22T14:00:00.123456+02:00")
    async with database.transaction() as connection:
        await connection.execute(COMMUNITY.insert().values(key="discord:1", first_seen=east))
        with pytest.raises(StatementError, match="a time without a zone"):
            await connection.execute(COMMUNITY.insert().values(key="discord:2", first_seen=east.replace(tzinfo=None)))

    assert await kept(database) == {"discord:1": (FIRST, None)}
