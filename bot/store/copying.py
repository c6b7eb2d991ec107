"""Copies all rows of one database into another that has the same tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, MetaData, Table, TableClause, column, func, insert, select, table

AT_ONCE = 1000


def copy_rows(source: Connection, target: Connection, tables: MetaData) -> None:
    """Copies every row, those that others refer to first; values go as the drivers give them."""
    for of in tables.sorted_tables:
        for rows in _found(source, of).mappings().partitions():
            target.execute(insert(_bare(of)), [dict(row) for row in rows])


def rows_of(connection: Connection, of: Table) -> Iterator[Sequence[object]]:
    """Every row of a table, its columns in the order of the tables that are given."""
    yield from _found(connection, of)


def counted(connection: Connection, tables: MetaData) -> dict[str, int]:
    """How many rows each table has."""
    return {of.name: connection.scalar(select(func.count()).select_from(_bare(of))) or 0 for of in tables.sorted_tables}


def _found(connection: Connection, of: Table) -> CursorResult[Any]:
    return connection.execute(select(_bare(of)), execution_options={"yield_per": AT_ONCE})


def _bare(full: Table) -> TableClause:
    return table(full.name, *(column(of.name) for of in full.columns))
