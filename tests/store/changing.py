"""A process that changes what another changes: `python -m tests.store.changing ADDRESS NAME COUNT`.

It prints how each ended: the number of the change, or the kind of error.
"""

from __future__ import annotations

import asyncio
import json
import sys

from bot.errors import BotError
from bot.store.database import Database, opened
from bot.store.ledger import PETITIONS, Deed, Edit, Ledger
from bot.store.postgresql import PostgreSQL
from tests.quiet import quiet

COMMUNITY = "discord:1"
AT_ONCE = 6


async def main(address: str, name: str, count: int) -> None:
    """Starts when a line comes in, as the other process does."""
    quiet()
    async with opened(PostgreSQL(address)) as database:
        ready = await Ledger(database, {}).revision(COMMUNITY)
        sys.stdout.write(json.dumps(ready) + "\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.readline)
        some = asyncio.Semaphore(AT_ONCE)
        tries = [_try(database, some, name, number) for number in range(count)]
        sys.stdout.write(json.dumps(await asyncio.gather(*tries)) + "\n")


async def _try(database: Database, some: asyncio.Semaphore, name: str, number: int) -> int | str:
    """Both processes try the same; the one settles two petitions in another order than the other."""
    added = Edit("topic", f"{number}", {"by": name}, 0)
    settled = [Edit(PETITIONS, f"{number}-{of}", {"state": "accepted", "reason": name}, 1) for of in "ab"]
    edits = [added, *settled] if name == "first" else [*reversed(settled), added]
    async with some:
        try:
            return await Ledger(database, {}).change(COMMUNITY, Deed(name, "accept"), edits)
        except BotError as e:
            return type(e).__name__


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
