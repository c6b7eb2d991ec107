"""Copies all rows of one database into another that has the same tables."""

from __future__ import annotations

from sqlalchemy import Connection, MetaData, Table, TableClause, column, func, insert, select, table

AT_ONCE = 1000


def copy_rows(source: Connection, target: Connection, tables: MetaData) -> None:
    """Copies every row, those that others refer to first; values go as the drivers give them."""
    for of in tables.sorted_tables:
        bare = _bare(of)
        found = source.execute(select(bare), execution_options={"yield_per": AT_ONCE})
        for rows in found.mappings().partitions():
            target.execute(insert(bare), [dict(row) for row in rows])


def counted(connection: Connection, tables: MetaData) -> dict[str, int]:
    """How many rows each table has."""
    return {of.name: connection.scalar(select(func.count()).select_from(_bare(of))) or 0 for of in tables.sorted_tables}


def _bare(full: Table) -> TableClause:
    return table(full.name, *(column(of.name) for of in full.columns))
