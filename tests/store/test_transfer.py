from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Table, Text, column, insert
from sqlalchemy import table as bare

from bot.errors import StoreUnusable
from bot.store.backend import Backend
from bot.store.copying import rows_of
from bot.store.database import opened
from bot.store.migrating import Migrations, migrate
from bot.store.postgresql import PostgreSQL
from bot.store.schema import METADATA
from bot.store.sqlite import SQLite
from bot.store.transfer import transfer
from tests.databases import change, made_on, prepare, rows
from tests.store.test_migrating import more

ROWS = 3
ODD = 'Åke “zei” \u202e\n\t\'"; {"a":1} \U0001f642 '
BIG = 1 << 62


@pytest.fixture(params=["to PostgreSQL", "to SQLite"])
def both(request: pytest.FixtureRequest, server: str, tmp_path: Path) -> Iterator[tuple[Backend, Backend]]:
    """A database with rows in every table, and an empty one of the other kind."""
    with made_on(server) as address:
        pair: tuple[Backend, Backend] = SQLite(tmp_path / "db.sqlite3"), PostgreSQL(address, patience_ms=200)
        source, target = pair if request.param == "to PostgreSQL" else pair[::-1]
        prepare(source)
        _fill(source)
        yield source, target


def _fill(backend: Backend) -> None:
    with backend.alone() as connection:
        for table in _tables():
            # Without types, as what is copied: those that were read in SQLite say less than those of PostgreSQL.
            into = bare(table.name, *(column(of.name) for of in table.columns))
            connection.execute(insert(into), [_row(table, number) for number in range(ROWS)])


def _row(table: Table, number: int) -> dict[str, object]:
    values = {of.name: _value(of.name, number, text=isinstance(of.type, Text)) for of in table.columns}
    return {**values, "key": f"discord:{number}"} if table.name == "community" else values


def _value(name: str, number: int, *, text: bool) -> object:
    if name == "community":
        return f"discord:{number}"
    if name == "number":
        return number
    return f"{ODD}{name}{number}" if text else BIG - number


def _tables() -> list[Table]:
    """As they are in a database: without what the program reads in them."""
    migrations = Migrations()
    assert migrations.head
    return migrations.tables(migrations.head).sorted_tables


def everything(backend: Backend) -> dict[str, list[str]]:
    """All rows of all tables."""
    engine = backend.reading()
    try:
        with engine.begin() as connection:
            return {of.name: sorted(repr(tuple(row)) for row in rows_of(connection, of)) for of in _tables()}
    finally:
        engine.dispose()


def test_every_row_of_every_table_stands_in_the_other_database(both: tuple[Backend, Backend]) -> None:
    source, target = both
    counts = transfer(source, target, Migrations())

    assert counts == dict.fromkeys(METADATA.tables, ROWS)
    assert everything(target) == everything(source)


def test_there_and_back_again_it_is_the_same(both: tuple[Backend, Backend], tmp_path: Path) -> None:
    source, target = both
    transfer(source, target, Migrations())
    back = SQLite(tmp_path / "back.sqlite3")
    transfer(target, back, Migrations())

    assert everything(back) == everything(source)


def test_a_database_that_holds_anything_is_left_as_it_is(both: tuple[Backend, Backend]) -> None:
    source, target = both
    prepare(target)
    change(target, "INSERT INTO community (key, first_seen) VALUES ('discord:9', 1)")
    before = everything(target)

    with pytest.raises(StoreUnusable, match="copy-not-empty"):
        transfer(source, target, Migrations())
    assert everything(target) == before


def test_tables_of_another_version_are_refused(both: tuple[Backend, Backend], tmp_path: Path) -> None:
    source, target = both
    newer = more(tmp_path / "more")
    migrate(target, newer, list)

    with pytest.raises(StoreUnusable, match="copy-other-version"):
        transfer(source, target, newer)
    with pytest.raises(StoreUnusable, match="database-newer"):
        transfer(source, target, Migrations())


async def test_nothing_is_copied_while_a_bot_serves_with_either(both: tuple[Backend, Backend]) -> None:
    source, target = both
    prepare(target)
    for serving in (source, target):
        async with opened(serving):
            with pytest.raises(StoreUnusable, match="database-in-use"):
                transfer(source, target, Migrations())

    transfer(source, target, Migrations())


def test_what_breaks_off_leaves_nothing(both: tuple[Backend, Backend], tmp_path: Path) -> None:
    source, target = both
    with pytest.raises(RuntimeError):
        transfer(source, target, more(tmp_path / "more", "raise RuntimeError"))
    with target.alone() as connection:
        assert Migrations().current(connection, target.name) is None


def test_what_would_stand_there_otherwise_is_found_out_and_not_kept(server: str, tmp_path: Path) -> None:
    source = SQLite(tmp_path / "db.sqlite3")
    prepare(source)
    _fill(source)
    with made_on(server) as address:
        target = PostgreSQL(address)
        prepare(target)
        body = "BEGIN NEW.words := NEW.words || '!'; RETURN NEW; END"
        change(target, f"CREATE FUNCTION altered() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
        change(target, "CREATE TRIGGER altering BEFORE INSERT ON missed FOR EACH ROW EXECUTE FUNCTION altered()")
        with pytest.raises(StoreUnusable, match="copy-differs"):
            transfer(source, target, Migrations())

        assert rows(target, "SELECT * FROM community") == []


def test_where_there_is_nothing_there_is_nothing_to_copy(server: str, tmp_path: Path) -> None:
    with made_on(server) as address:
        for source in (SQLite(tmp_path / "none.sqlite3"), PostgreSQL(address)):
            with pytest.raises(StoreUnusable, match="database-empty"):
                transfer(source, SQLite(tmp_path / "other.sqlite3"), Migrations())


def test_a_database_is_not_copied_into_itself(tmp_path: Path) -> None:
    source = SQLite(tmp_path / "db.sqlite3")
    prepare(source)
    (tmp_path / "link").symlink_to(tmp_path)

    with pytest.raises(StoreUnusable, match="database-in-use"):
        transfer(source, SQLite(tmp_path / "link" / "db.sqlite3"), Migrations())
