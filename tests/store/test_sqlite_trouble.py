from __future__ import annotations

import asyncio
import os
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from bot.config import HOME
from bot.errors import StoreUnreachable
from bot.store.database import Database, opened
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.migrating import Migrations, migrate
from bot.store.sqlite import SQLite
from tests.databases import rows

HERE = "discord:1"
ADD = Deed("7", "add")
SMALL, LARGE = {"title": "Moestuinen"}, {"title": "Moestuinen" * 100_000}
# Longer than SQLite waits for a lock, with room for a slow machine.
LONGEST_S = 12.0
NOBODY = 65_534


@pytest.fixture
def backend(tmp_path: Path) -> SQLite:
    backend = SQLite(tmp_path / "state" / "database.sqlite3")
    migrate(backend, Migrations(), list)
    return backend


@pytest_asyncio.fixture
async def database(backend: SQLite) -> AsyncIterator[Database]:
    async with opened(backend) as database:
        yield database


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, {})


def add(key: str, content: dict[str, str] = SMALL) -> list[Edit]:
    return [Edit("topic", key, content, 0)]


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """The kernel refuses to let any file of this process grow beyond that."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_disk_that_takes_no_more_is_told_and_once_there_is_room_all_goes_on(
    ledger: Ledger, backend: SQLite
) -> None:
    await ledger.change(HERE, ADD, add("a"))
    size = backend.file.with_name(backend.file.name + "-wal").stat().st_size
    with no_file_larger_than(size):
        for _ in range(3):
            with pytest.raises(StoreUnreachable, match="disk I/O error"):
                await ledger.change(HERE, ADD, add("b", LARGE))
        assert set(await ledger.documents(HERE, "topic")) == {"a"}

    assert await ledger.change(HERE, ADD, add("b", LARGE)) == 2
    assert set(await ledger.documents(HERE, "topic")) == {"a", "b"}


async def test_a_full_database_is_told_and_once_there_is_room_all_goes_on(database: Database, ledger: Ledger) -> None:
    async def limit(pages: int) -> None:
        async with database.transaction() as connection:
            await connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    await ledger.change(HERE, ADD, add("a"))
    await limit(1)
    for key in "bc":
        with pytest.raises(StoreUnreachable, match="database or disk is full"):
            await ledger.change(HERE, ADD, add(key, LARGE))
    assert set(await ledger.documents(HERE, "topic")) == {"a"}
    await limit(100_000)

    assert await ledger.change(HERE, ADD, add("b", LARGE)) == 2


async def test_a_database_that_another_process_holds_is_told_in_time_and_all_goes_on_after(
    ledger: Ledger, backend: SQLite
) -> None:
    await ledger.change(HERE, ADD, add("a"))
    with closing(sqlite3.connect(backend.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        changes = (ledger.change(HERE, ADD, add(key)) for key in "bcde")
        done = await asyncio.gather(*changes, return_exceptions=True)
        took = time.monotonic() - begun
        other.execute("ROLLBACK")

    assert [type(of) for of in done] == [StoreUnreachable] * 4
    assert "database is locked" in str(done[0])
    assert took < LONGEST_S
    assert await ledger.change(HERE, ADD, add("b")) == 2


async def test_a_change_that_is_given_up_by_its_maker_is_not_made_and_all_goes_on(ledger: Ledger) -> None:
    await ledger.change(HERE, ADD, add("a"))
    for steps in range(40):
        changing = asyncio.create_task(ledger.change(HERE, ADD, add(f"b{steps}")))
        for _ in range(steps):
            await asyncio.sleep(0)
        changing.cancel()
        await asyncio.gather(changing, return_exceptions=True)
    number = await ledger.change(HERE, ADD, add("c"))
    changes = await ledger.changes(HERE, limit=99)

    assert number == await ledger.revision(HERE) == len(changes)
    assert {row.key for change in changes for row in change.changed} == set(await ledger.documents(HERE, "topic"))


# As somebody who is not root, whom nothing would refuse.
READ_ONLY = """
import asyncio, os, sys
from pathlib import Path
from sqlalchemy.ext.asyncio import create_async_engine
from bot.errors import BotError
from bot.store.database import opened
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.sqlite import SQLite
from tests.quiet import quiet

quiet()
create_async_engine("sqlite+aiosqlite://")
if not os.geteuid():
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))

async def main():
    async with opened(SQLite(Path(sys.argv[1]))) as database:
        await Ledger(database, {}).change("discord:1", Deed("7", "add"), [Edit("topic", "b", {}, 0)])

try:
    asyncio.run(main())
except BotError as e:
    print(type(e).__name__, e)
"""


@pytest.fixture
def elsewhere() -> Iterator[SQLite]:
    """A database in a folder that others than root may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        backend = SQLite(Path(folder) / "state" / "database.sqlite3")
        migrate(backend, Migrations(), list)
        yield backend
        backend.file.parent.chmod(0o755)


@pytest.mark.parametrize(
    ("folder", "file", "reason"),
    [
        (0o555, 0o644, "unable to open database file|readonly database"),
        (0o755, 0o444, "readonly database|unable to open database file"),
        (0o000, 0o644, "Permission denied"),
    ],
)
def test_a_folder_or_file_that_may_not_be_written_to_is_told(
    elsewhere: SQLite, folder: int, file: int, reason: str
) -> None:
    for path in (elsewhere.file, elsewhere.file.with_suffix(".lock"), elsewhere.file.parent):
        if not os.geteuid():
            os.chown(path, NOBODY, NOBODY)
    elsewhere.file.chmod(file)
    elsewhere.file.parent.chmod(folder)
    command = (sys.executable, "-c", READ_ONLY, elsewhere.file, str(NOBODY))
    done = subprocess.run(command, cwd=HOME, capture_output=True, encoding="utf-8", timeout=60, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(f"StoreUnreachable database-unreachable.*({reason}).*\n", done.stdout), done.stdout
    elsewhere.file.parent.chmod(0o755)
    assert rows(elsewhere, "SELECT * FROM change") == []
