"""All that a database holds, as models: read past the store's own queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from bot.store.database import Database
from bot.store.schema import CHANGE, CHANGED, COMMUNITY, DOCUMENT, MISSED, PETITION
from tests.store.model import Model


async def dumped(database: Database) -> Mapping[str, Model]:
    """Each community that there is."""
    found: dict[str, Model] = defaultdict(Model)
    async with database.transaction() as connection:
        for row in await connection.execute(select(COMMUNITY)):
            of = found[row.key]
            of.first_seen, of.left_at, of.revision = row.first_seen, row.left_at, row.changes
        for row in await connection.execute(select(DOCUMENT)):
            found[row.community].documents[row.kind, row.key] = row.content, row.version
        for row in await connection.execute(select(CHANGE)):
            entry = {"made_at": row.made_at, "member": row.member, "deed": row.deed, "undoes": row.undoes}
            found[row.community].changes[row.number] = {**entry, "changed": {}}
        for row in await connection.execute(select(CHANGED)):
            found[row.community].changes[row.number]["changed"][row.kind, row.key] = row.before, row.after
        for row in await connection.execute(select(PETITION)):
            left_out = {"community", "id"}
            of_one = {name: value for name, value in row._mapping.items() if name not in left_out}
            found[row.community].petitions[row.id] = of_one
        for row in await connection.execute(select(MISSED)):
            found[row.community].missed[row.words] = row.times, row.last_at
    return found


async def emptied(database: Database) -> None:
    """Deletes all."""
    async with database.transaction() as connection:
        await connection.execute(COMMUNITY.delete())
