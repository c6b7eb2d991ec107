from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.errors import StoreUncertain, StoreUnreachable
from bot.store.communities import Communities
from bot.store.database import MANNERS_S, Database, opened
from bot.store.ledger import Deed, Document, Edit, Ledger
from bot.store.migrating import Migrations, migrate
from bot.store.petitions import Petitions
from bot.store.postgresql import PostgreSQL
from tests.databases import made_on
from tests.proxy import Proxy, proxied
from tests.store.timing import FIRST

HERE = "discord:1"
SAID = {"title": "Moestuinen"}
ADD = Deed("7", "add")
SHORT_S = 1.0
# Machines are slow at times.
SLACK_S = 4.0


@pytest_asyncio.fixture
async def proxy(server: str, tmp_path: Path) -> AsyncIterator[Proxy]:
    """A way to a database with the tables of this version."""
    with made_on(server) as address:
        migrate(PostgreSQL(address), Migrations(), list)
        async with proxied(address, tmp_path) as proxy:
            yield proxy


@pytest_asyncio.fixture
async def database(proxy: Proxy) -> AsyncIterator[Database]:
    async with opened(PostgreSQL(proxy.address)) as database:
        yield database


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, {})


def add(key: str) -> list[Edit]:
    return [Edit("topic", key, SAID, 0)]


async def test_a_server_that_is_gone_is_told_and_once_it_is_back_all_goes_on(ledger: Ledger, proxy: Proxy) -> None:
    await ledger.change(HERE, ADD, add("a"))
    await proxy.stop()
    for _ in range(6):
        with pytest.raises(StoreUnreachable, match="database-unreachable"):
            await ledger.change(HERE, ADD, add("b"))
    await proxy.start()

    assert await ledger.change(HERE, ADD, add("b")) == 2
    assert set(await ledger.documents(HERE, "topic")) == {"a", "b"}


async def test_connections_that_broke_while_nobody_asked_anything_are_replaced_unseen(
    ledger: Ledger, proxy: Proxy
) -> None:
    await asyncio.gather(*(ledger.change(HERE, ADD, add(key)) for key in "abcd"))
    proxy.cut()
    await asyncio.gather(*(ledger.change(HERE, ADD, add(key)) for key in "efgh"))

    assert await ledger.revision(HERE) == 8


async def test_a_server_that_says_nothing_is_given_up_and_served_again_when_it_speaks(
    ledger: Ledger, proxy: Proxy
) -> None:
    await ledger.change(HERE, ADD, add("a"))
    async with opened(PostgreSQL(proxy.address), SHORT_S) as database:
        hurried = Ledger(database, {})
        proxy.freeze()
        begun = time.monotonic()
        changes = (hurried.change(HERE, ADD, add(key)) for key in "bcdefg")
        done = await asyncio.gather(*changes, return_exceptions=True)
        took = time.monotonic() - begun
        proxy.thaw()

        assert {type(of) for of in done} == {StoreUnreachable}
        assert took < SHORT_S + MANNERS_S + SLACK_S
        assert await hurried.change(HERE, ADD, add("z")) == 2
        assert set(await ledger.documents(HERE, "topic")) == {"a", "z"}


async def test_a_change_whose_commit_was_not_answered_counts_as_made(ledger: Ledger, proxy: Proxy) -> None:
    proxy.after = True

    assert await ledger.change(HERE, ADD, add("a")) == 1
    assert await ledger.documents(HERE, "topic") == {"a": Document(SAID, 1)}
    assert await ledger.change(HERE, ADD, add("b")) == 2


async def test_a_change_whose_commit_never_arrived_counts_as_not_made(ledger: Ledger, proxy: Proxy) -> None:
    proxy.before = True
    with pytest.raises(StoreUnreachable) as raised:
        await ledger.change(HERE, ADD, add("a"))

    assert type(raised.value) is StoreUnreachable
    assert await ledger.documents(HERE, "topic") == {}
    assert await ledger.change(HERE, ADD, add("a")) == 1


async def test_a_change_that_was_not_made_is_not_taken_for_that_of_another_community(
    database: Database, proxy: Proxy
) -> None:
    ledger = Ledger(database, {}, lambda: FIRST)
    await ledger.change("discord:2", ADD, add("a"))
    proxy.before = True
    with pytest.raises(StoreUnreachable):
        await ledger.change(HERE, ADD, add("a"))

    assert await ledger.revision(HERE) == 0


async def test_a_change_that_nobody_can_look_up_is_told_as_uncertain(ledger: Ledger, proxy: Proxy) -> None:
    await ledger.change(HERE, ADD, add("a"))
    proxy.after = proxy.ending = True
    with pytest.raises(StoreUncertain, match="database-uncertain"):
        await ledger.change(HERE, ADD, add("b"))
    await proxy.start()

    assert set(await ledger.documents(HERE, "topic")) == {"a", "b"}


async def test_anything_else_whose_commit_was_not_answered_is_told_as_uncertain(
    database: Database, proxy: Proxy
) -> None:
    proxy.after = True
    with pytest.raises(StoreUncertain):
        await Petitions(database, 9, 9).begin(HERE, "7", "topic", SAID)
    assert await Petitions(database, 9, 9).untold(HERE, "7") == []
    proxy.after = True
    with pytest.raises(StoreUncertain):
        await Communities(database).joined("discord:2")


async def test_a_server_that_ends_connections_on_its_own_is_told(
    database: Database, ledger: Ledger, proxy: Proxy
) -> None:
    await ledger.change(HERE, ADD, add("a"))

    async def ended() -> None:
        async with database.transaction() as connection:
            await connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(StoreUnreachable, match="terminating connection"):
        await ended()
    assert await ledger.change(HERE, ADD, add("b")) == 2


async def test_a_server_that_takes_no_writes_is_told(database: Database, ledger: Ledger) -> None:
    async def written() -> None:
        async with database.transaction() as connection:
            await connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            await connection.exec_driver_sql("DELETE FROM community")

    with pytest.raises(StoreUnreachable, match="read-only"):
        await written()
    assert await ledger.change(HERE, ADD, add("a")) == 1
