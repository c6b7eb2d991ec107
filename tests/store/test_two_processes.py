from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator

import pytest

from bot.config import HOME
from bot.store.communities import Communities
from bot.store.database import Database, opened
from bot.store.expiring import Expiring
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.members import Members
from bot.store.petitions import Petitions
from bot.store.postgresql import PostgreSQL
from tests.databases import change, made_on, prepare, rows
from tests.store.changing import COMMUNITY
from tests.store.timing import FIRST

# Each is tried by two processes at once.
SHORT, LONG = 50, 500
AT_ONCE = 20


PETITIONS = """
INSERT INTO petition (community, id, member, kind, state, version, content, reason, made_at, changed_at)
SELECT 'discord:1', number || '-' || letter, '7', 'topic', 'waiting', 1, '{}', '', 1, 1
FROM generate_series(0, 499) AS number, unnest(ARRAY['a', 'b']) AS letter
"""


async def started(address: str, name: str, count: int) -> Process:
    """A process that waits for its start."""
    command = (sys.executable, "-m", "tests.store.changing", address, name, str(count))
    process = await asyncio.create_subprocess_exec(*command, cwd=HOME, stdin=PIPE, stdout=PIPE)
    assert process.stdout
    assert await process.stdout.readline() == b"0\n"
    return process


async def test_of_two_processes_that_change_the_same_at_once_one_comes_second_and_no_number_is_lost(
    server: str, *, long: bool
) -> None:
    tries = LONG if long else SHORT
    with made_on(server) as address:
        backend = PostgreSQL(address)
        prepare(backend)
        change(backend, "INSERT INTO community (key, first_seen) VALUES ('discord:1', 1)")
        change(backend, PETITIONS)
        both = [await started(address, name, tries) for name in ("first", "second")]
        told = await asyncio.gather(*(process.communicate(b"\n") for process in both))
        first, second = (json.loads(out) for out, _ in told)
        numbers = [number for [number] in rows(backend, "SELECT number FROM change ORDER BY number")]

    made = [of for of in [*first, *second] if isinstance(of, int)]
    assert [{type(one), type(other)} for one, other in zip(first, second, strict=True)] == [{int, str}] * tries
    assert {of for of in [*first, *second] if isinstance(of, str)} == {"Conflict"}
    assert sorted(made) == numbers == [*range(1, tries + 1)]


@pytest.fixture
def address(server: str) -> Iterator[str]:
    with made_on(server) as address:
        prepare(PostgreSQL(address))
        yield address


async def test_no_more_than_may_wait_do_so_however_many_send_at_once(address: str) -> None:
    async with opened(PostgreSQL(address)) as one, opened(PostgreSQL(address)) as other:
        petitions = [Petitions(database, 5, 99) for database in (one, other)]
        begun = [await petitions[0].begin(COMMUNITY, "7", "topic", {}) for _ in range(AT_ONCE)]
        sent = (petitions[number % 2].send(COMMUNITY, of) for number, of in enumerate(begun))
        await asyncio.gather(*sent, return_exceptions=True)

        assert await petitions[0].count_waiting(COMMUNITY) == 5


async def test_whoever_forgets_deletes_and_reconciles_at_once_waits_for_nobody_in_a_circle(
    address: str, *, long: bool
) -> None:
    names = [f"discord:{number}" for number in range(8)]
    share = set(names)
    async with opened(PostgreSQL(address)) as one, opened(PostgreSQL(address)) as other:

        async def fill(database: Database, name: str, number: int) -> None:
            begun = await Petitions(database, 99, 2).begin(name, str(number % 3), "topic", {})
            await Petitions(database, 99, 2).send(name, begun)
            await Ledger(database, {}).change(name, Deed(str(number % 3), "add"), [Edit("ban", begun.id, {}, 0)])

        for number in range(LONG // 10 if long else 5):
            databases = (one, other)
            filling = [fill(databases[at % 2], name, at + number) for at, name in enumerate(names)]
            done = await asyncio.gather(
                *filling,
                *(Members(database).forget("discord", str(member)) for database in databases for member in range(3)),
                *(Expiring(database, lambda: FIRST).expire() for database in databases),
                Communities(one, lambda: FIRST.replace(year=2020)).present("discord", names[::2], share),
                Communities(other, lambda: FIRST.replace(year=2020)).present("discord", names[1::2], share),
                *reversed([fill(databases[at % 2], name, at) for at, name in enumerate(names)]),
                return_exceptions=True,
            )
            # Conflict: what somebody wrote was deleted before they sent it.
            assert {type(of).__name__ for of in done if isinstance(of, BaseException)} <= {"Conflict"}
