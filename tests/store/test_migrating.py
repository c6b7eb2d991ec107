from __future__ import annotations

import ast
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot.config import HOME
from bot.errors import StoreUnreachable, StoreUnusable
from bot.store.backend import Backend
from bot.store.database import opened
from bot.store.migrating import FOLDER, VERSIONS, Migrations, migrate
from bot.store.schema import METADATA
from bot.store.sqlite import SQLite
from tests.databases import Home, change, rows

HEAD = Migrations().head
RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))
SECOND = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{head}"

def upgrade():
    op.add_column("community", sa.Column("note", sa.Text(), server_default="none", nullable=False))
    op.create_table("more", sa.Column("key", sa.Text(), primary_key=True))
    op.execute("UPDATE community SET note = 'old'")
    {then}
"""
SEEN = "INSERT INTO community (key, first_seen) VALUES ('discord:1', 1)"
REVISION = "SELECT version_num FROM tegenspraak_schema"

# One process after another, each ended as kill -9 does before another statement or the commit, until one arrives; then
# a line each of what it left: how it ended, the revision, the rows.
KILLED = """
import os, signal, sys
from itertools import count
from pathlib import Path
from sqlalchemy import Engine, event
from bot.store.migrating import Migrations, migrate
from tests.databases import Home, rows

folder, address, newer = sys.argv[1:]
backend, migrations = Home(Path(folder), address or None).backend(), Migrations(Path(newer))

def until(point):
    passed = count(1)
    def pass_on(*_):
        if next(passed) == point:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(Engine, "before_cursor_execute", pass_on)
    event.listen(Engine, "commit", pass_on)
    migrate(backend, migrations, list)
    os._exit(0)

for point in count(1):
    child = os.fork() or until(point)
    _, status = os.waitpid(child, 0)
    kept = [rows(backend, "SELECT " + what) for what in ("version_num FROM tegenspraak_schema", "* FROM community")]
    print([status, *kept])
    if status == 0 or point == 99:
        break
"""


def fail() -> None:
    pytest.fail("there is nothing to keep")


def run_out() -> None:
    raise OSError("full")


def more(folder: Path, then: str = "") -> Migrations:
    """The migrations, and one that comes after them."""
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "r9999_more.py").write_text(SECOND.format(head=HEAD, then=then), "utf-8")
    return Migrations(folder)


def test_the_migrations_make_the_tables_that_the_code_knows(backend: Backend) -> None:
    migrate(backend, Migrations(), fail)

    with backend.alone() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSIONS, "compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_an_empty_database_needs_no_backup_before_and_a_new_one_no_migration(backend: Backend) -> None:
    migrate(backend, Migrations(), fail)
    migrate(backend, Migrations(), fail)

    assert rows(backend, REVISION) == [(HEAD,)]


def test_a_database_with_older_tables_is_handed_on_before_it_is_migrated(backend: Backend, tmp_path: Path) -> None:
    migrate(backend, Migrations(), fail)
    change(backend, SEEN)
    before: list[object] = []
    migrate(backend, more(tmp_path / "more"), lambda: before.extend(rows(backend, REVISION)))

    assert before == [(HEAD,)]
    assert rows(backend, REVISION) == [("9999",)]
    assert rows(backend, "SELECT key, note FROM community") == [("discord:1", "old")]


@pytest.mark.parametrize("then", ["raise RuntimeError", "op.execute('SELECT * FROM nowhere')"])
def test_a_migration_that_fails_leaves_the_database_as_it_was(backend: Backend, tmp_path: Path, then: str) -> None:
    migrate(backend, Migrations(), fail)
    change(backend, SEEN)

    with pytest.raises(Exception, match=r"^$|nowhere"):
        migrate(backend, more(tmp_path / "more", then), list)

    assert rows(backend, REVISION) == [(HEAD,)]
    assert rows(backend, "SELECT key, first_seen, left_at FROM community") == [("discord:1", 1, None)]


def test_where_the_backup_before_fails_nothing_is_migrated(backend: Backend, tmp_path: Path) -> None:
    migrate(backend, Migrations(), fail)

    with pytest.raises(OSError, match="full"):
        migrate(backend, more(tmp_path / "more"), run_out)

    assert rows(backend, REVISION) == [(HEAD,)]


def test_a_database_of_a_newer_version_is_refused(backend: Backend, tmp_path: Path) -> None:
    migrate(backend, more(tmp_path / "more"), fail)

    with pytest.raises(StoreUnusable, match=r"database-newer.*9999"):
        migrate(backend, Migrations(), fail)


async def test_while_a_bot_serves_its_tables_are_not_changed(backend: Backend, tmp_path: Path) -> None:
    migrate(backend, Migrations(), fail)

    async with opened(backend):
        with pytest.raises(StoreUnusable, match="database-in-use"):
            migrate(backend, more(tmp_path / "more"), fail)

    migrate(backend, more(tmp_path / "again"), list)
    assert rows(backend, REVISION) == [("9999",)]


def test_a_bot_that_is_killed_holds_nothing(home: Home) -> None:
    backend = home.backend()
    migrate(backend, Migrations(), fail)
    code = (
        "import asyncio, os, signal, sys\nfrom pathlib import Path\nfrom bot.store.database import opened\n"
        "from tests.databases import Home\n"
        "async def main():\n    async with opened(Home(Path(sys.argv[1]), sys.argv[2] or None).backend()):\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\nasyncio.run(main())"
    )
    done = subprocess.run([sys.executable, "-c", code, home.folder, home.address or ""], cwd=HOME, check=False)

    assert done.returncode == -signal.SIGKILL
    change(backend, SEEN)


def test_killed_at_any_statement_a_migration_is_done_or_not_begun(home: Home, tmp_path: Path) -> None:
    backend = home.backend()
    migrate(backend, Migrations(), fail)
    change(backend, SEEN)
    more(tmp_path / "more")
    command = (sys.executable, "-c", KILLED, home.folder, home.address or "", tmp_path / "more")
    done = subprocess.run(command, cwd=HOME, capture_output=True, encoding="utf-8", check=True)
    *killed, arrived = [ast.literal_eval(line) for line in done.stdout.splitlines()]

    assert len(killed) >= 10
    assert killed == [[signal.SIGKILL, [(HEAD,)], [("discord:1", 1, None, 0)]]] * len(killed)
    assert arrived == [0, [("9999",)], [("discord:1", 1, None, 0, "old")]]


@pytest.mark.parametrize("released", RELEASED, ids=lambda file: file.stem)
def test_the_database_of_a_released_version_is_upgraded_with_all_that_is_in_it(released: Path, tmp_path: Path) -> None:
    backend = SQLite(tmp_path / "database.sqlite3")
    with sqlite3.connect(backend.file) as connection:
        connection.executescript(released.read_text("utf-8"))
    connection.close()
    migrate(backend, more(tmp_path / "more"), list)

    assert rows(backend, REVISION) == [("9999",)]
    assert rows(backend, "SELECT key, first_seen, left_at FROM community ORDER BY key") == [
        ("discord:1", 1795350226584964, 1795350226615878),
        ("discord:2", 1795350226612251, None),
    ]


def test_there_are_released_versions() -> None:
    assert RELEASED


def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    backend = Home(tmp_path, f"postgresql://somebody:geheim@/bot?host={tmp_path}").backend()

    with pytest.raises(StoreUnreachable, match="database-unreachable") as raised:
        migrate(backend, Migrations(), fail)

    assert "geheim" not in str(raised.value)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "database.sqlite3").write_text("Dit is geen database. " * 100, "utf-8")

    with pytest.raises(StoreUnusable, match="database-damaged"):
        migrate(SQLite(tmp_path / "database.sqlite3"), Migrations(), fail)
