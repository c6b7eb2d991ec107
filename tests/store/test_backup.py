from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.errors import StoreUnusable
from bot.store.backend import Backend
from bot.store.backup import back_up
from bot.store.communities import Communities
from bot.store.database import opened
from bot.store.keeping import drop_unfinished, name_of, outlived
from bot.store.migrating import Migrations, migrate
from bot.store.restore import restore
from bot.store.sqlite import SQLite
from tests.databases import Home, change, rows
from tests.store.test_migrating import RELEASED, SEEN, fail, more

ALL = "SELECT key, first_seen, left_at FROM community ORDER BY key"
BEGIN = datetime(2026, 1, 1, 4, tzinfo=UTC)


@pytest.fixture
def filled(backend: Backend) -> Backend:
    migrate(backend, Migrations(), fail)
    row = "INSERT INTO community (key, first_seen, left_at) VALUES "
    change(backend, row + "('discord:1', 1795350226584964, NULL), ('discord:2', 2, 3)")
    return backend


def test_a_backup_brings_back_every_row_on_either_database(filled: Backend, home: Home, tmp_path: Path) -> None:
    before = rows(filled, ALL)
    file = back_up(filled, Migrations(), tmp_path / "backups")
    change(filled, "DELETE FROM community WHERE key = 'discord:1'")
    change(filled, "INSERT INTO community (key, first_seen, left_at) VALUES ('discord:3', 5, NULL)")
    counts = restore(file, filled, Migrations(), replace=True)
    other = SQLite(tmp_path / "other" / "database.sqlite3")
    restore(file, other, Migrations(), replace=False)

    assert counts["community"] == 2
    assert rows(filled, ALL) == rows(other, ALL) == before


async def test_a_backup_beside_a_bot_that_writes_is_one_moment_of_it(filled: Backend, tmp_path: Path) -> None:
    async with opened(filled) as database:
        await Communities(database).joined("discord:4")
        async with database.transaction() as connection:
            await connection.exec_driver_sql(
                "INSERT INTO community (key, first_seen, left_at) VALUES ('discord:9', 1, NULL)"
            )
            file = back_up(filled, Migrations(), tmp_path / "backups")

    assert [key for key, *_ in rows(SQLite(file), ALL)] == ["discord:1", "discord:2", "discord:4"]
    assert "discord:9" in {key for key, *_ in rows(filled, ALL)}


def test_what_is_read_for_a_backup_is_one_moment_and_cannot_be_changed(filled: Backend) -> None:
    engine = filled.reading()
    with engine.begin() as connection:
        before = connection.execute(text(ALL)).all()
        change(filled, "DELETE FROM community WHERE key = 'discord:1'")
        after = connection.execute(text(ALL)).all()
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            connection.execute(text("DELETE FROM community"))
        connection.rollback()
    engine.dispose()

    assert len(before) == 2
    assert after == before
    assert len(rows(filled, ALL)) == 1


async def test_nothing_is_restored_while_a_bot_serves(filled: Backend, tmp_path: Path) -> None:
    file = back_up(filled, Migrations(), tmp_path / "backups")
    async with opened(filled):
        with pytest.raises(StoreUnusable, match="database-in-use"):
            restore(file, filled, Migrations(), replace=True)


def test_what_is_in_a_database_is_replaced_only_when_asked_for(filled: Backend, tmp_path: Path) -> None:
    file = back_up(filled, Migrations(), tmp_path / "backups")
    change(filled, "DELETE FROM community WHERE key = 'discord:1'")
    with pytest.raises(StoreUnusable, match="database-not-empty"):
        restore(file, filled, Migrations(), replace=False)
    assert len(rows(filled, ALL)) == 1

    change(filled, "DELETE FROM community")
    restore(file, filled, Migrations(), replace=False)
    assert len(rows(filled, ALL)) == 2


def test_a_backup_of_older_tables_is_restored_and_brought_up_to_date(filled: Backend, tmp_path: Path) -> None:
    file = back_up(filled, Migrations(), tmp_path / "backups")
    newer = more(tmp_path / "more")
    restore(file, filled, newer, replace=True)

    assert rows(filled, "SELECT key, note FROM community ORDER BY key") == [("discord:1", "old"), ("discord:2", "old")]


def test_a_backup_of_a_newer_version_is_refused_and_nothing_changes(filled: Backend, tmp_path: Path) -> None:
    newer = more(tmp_path / "more")
    other = SQLite(tmp_path / "other.sqlite3")
    migrate(other, newer, fail)
    file = back_up(other, newer, tmp_path / "backups")
    before = rows(filled, ALL)

    with pytest.raises(StoreUnusable, match="database-newer"):
        restore(file, filled, Migrations(), replace=True)
    assert rows(filled, ALL) == before


def test_a_restore_that_breaks_off_leaves_what_was_there(filled: Backend, tmp_path: Path) -> None:
    file = back_up(filled, Migrations(), tmp_path / "backups")
    change(filled, "INSERT INTO community (key, first_seen, left_at) VALUES ('discord:3', 5, NULL)")
    before = rows(filled, ALL)

    with pytest.raises(RuntimeError):
        restore(file, filled, more(tmp_path / "more", "raise RuntimeError"), replace=True)
    assert rows(filled, ALL) == before


@pytest.mark.parametrize("released", RELEASED, ids=lambda file: file.stem)
def test_the_database_of_a_released_version_moves_to_either_database(
    backend: Backend, released: Path, tmp_path: Path
) -> None:
    file = tmp_path / "released.sqlite3"
    connection = sqlite3.connect(file)
    connection.executescript(released.read_text("utf-8"))
    connection.close()
    restore(file, backend, Migrations(), replace=False)

    assert [key for key, *_ in rows(backend, ALL)] == ["discord:1", "discord:2"]


@pytest.mark.parametrize("content", [None, b"", b"geen database" * 1000, b"SQLite format 3\0" + bytes(5000)])
def test_a_file_that_is_no_backup_is_refused_and_nothing_changes(
    filled: Backend, tmp_path: Path, content: bytes | None
) -> None:
    before = rows(filled, ALL)
    if content is not None:
        (tmp_path / "file").write_bytes(content)

    with pytest.raises(StoreUnusable, match=r"backup-unusable|database-damaged"):
        restore(tmp_path / "file", filled, Migrations(), replace=True)
    assert rows(filled, ALL) == before


def test_a_database_without_anything_has_no_backup(backend: Backend, tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="database-empty"):
        back_up(backend, Migrations(), tmp_path / "backups")

    assert list((tmp_path / "backups").iterdir()) == []


def test_a_folder_that_takes_no_file_is_told(filled: Backend, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("", "utf-8")

    with pytest.raises(StoreUnusable, match="backup-unwritable"):
        back_up(filled, Migrations(), tmp_path / "backups")


def test_a_backup_is_its_owners_alone_and_no_part_of_it_remains(filled: Backend, tmp_path: Path) -> None:
    file = back_up(filled, Migrations(), tmp_path / "backups")

    assert file.stat().st_mode & 0o777 == 0o600
    assert [of.name for of in file.parent.iterdir()] == [file.name]


def test_backups_of_seven_days_and_four_weeks_stay(tmp_path: Path) -> None:
    times = [BEGIN + timedelta(hours=12 * half) for half in range(120)]
    names = [name_of(time, "0001") for time in times]
    kept = sorted(set(names) - set(outlived([*names, "note.txt", "tegenspraak-old.sqlite3"])))

    days = [time for time in times if time.hour == 16][-7:]
    sundays = [time for time in times if time.hour == 16 and time.isoweekday() == 7][-4:]
    assert kept == sorted({name_of(time, "0001") for time in {*days, *sundays}})
    assert len(kept) == 10


def test_the_last_backup_of_older_tables_stays_beside_that_of_the_day() -> None:
    names = [name_of(BEGIN + timedelta(hours=hour), revision) for hour, revision in enumerate(["1", "1", "2", "2"])]

    assert outlived(names) == [names[0], names[2]]


def test_other_files_in_the_folder_stay(filled: Backend, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for day in range(12):
        back_up(filled, Migrations(), folder, lambda day=day: BEGIN + timedelta(days=day))  # type: ignore[misc]
        (folder / "note.txt").touch()

    assert (folder / "note.txt").exists()
    assert len(list(folder.iterdir())) <= 10


def test_what_a_killed_backup_left_goes_after_a_day(tmp_path: Path) -> None:
    old, young = tmp_path / ".tegenspraak-1.part", tmp_path / ".tegenspraak-2.part"
    for part in (old, young):
        part.touch()
    os.utime(old, (0, 0))
    drop_unfinished(tmp_path)

    assert list(tmp_path.iterdir()) == [young]


def test_a_migration_backs_up_what_is_there_before_it(filled: Backend, tmp_path: Path) -> None:
    before = rows(filled, ALL)
    made: list[Path] = []
    migrate(
        filled,
        more(tmp_path / "more"),
        lambda: made.append(back_up(filled, Migrations(), tmp_path / "backups")),
    )

    assert rows(SQLite(made[0]), ALL) == before
    change(filled, SEEN.replace("discord:1", "discord:5"))
