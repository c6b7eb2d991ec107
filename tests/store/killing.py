"""Does something with a database in one process after another, each ended as kill -9 does at another point.

`python -m tests.store.killing NAME POINTS FOLDER ADDRESS` prints, for each, how it ended and all that it left, as JSON:
first one that is ended before its commit, then those that are ended before so many statements, at last one that is
ended after its commit.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Pool, event, select

from bot.store.backend import Backend
from bot.store.database import opened
from bot.store.ledger import PETITIONS, Deed, Edit, Ledger
from bot.store.migrating import Migrations
from bot.store.restore import restore
from bot.store.schema import METADATA
from tests.databases import Home, rows
from tests.quiet import quiet

COMMUNITY = "discord:1"
# What the test has put there before; `import` needs at least that many points.
OLD, PETITION, IMPORTED = 3, "voorstel", 40
BACKUP = "backup.sqlite3"

COMMITTING, COMMITTED = -1, -2


class Death:
    """Ends this process at a point of a transaction with an engine of this database; `file` says how far it got."""

    def __init__(self, point: int, database: str | None, file: Path) -> None:
        self._point = point
        self._database = database
        self._file = file
        self._passed = 0
        self._committed = False

    def listen(self) -> None:
        """From here on."""
        event.listen(Engine, "before_cursor_execute", self._executing)
        event.listen(Engine, "commit", self._committing)
        event.listen(Pool, "reset", self._resetting)

    def _executing(self, connection: Connection, *_: object) -> None:
        if connection.engine.url.database == self._database:
            self._passed += 1
            self._end_at(self._passed)

    def _committing(self, connection: Connection) -> None:
        if connection.engine.url.database == self._database:
            self._file.write_text(str(self._passed), "utf-8")
            self._end_at(COMMITTING)
            self._committed = True

    def _resetting(self, *_: object) -> None:
        if self._committed:
            self._end_at(COMMITTED)

    def _end_at(self, point: int) -> None:
        if point == self._point:
            os.kill(os.getpid(), signal.SIGKILL)


def save(backend: Backend, home: Home, listen: Callable[[], None]) -> None:
    """A moderator accepts a topic that was proposed, and changes others with it."""
    proposed = Edit("topic", "nieuw", {"title": "Voorgesteld"}, 0)
    edits = [proposed, Edit("topic", "1", {"title": "Anders"}, 1), Edit("topic", "2", None, 1)]
    settled = Edit(PETITIONS, PETITION, {"state": "accepted", "reason": ""}, 1)
    asyncio.run(_change(backend, Deed("8", "accept"), [*edits, settled], listen))


def import_many(backend: Backend, home: Home, listen: Callable[[], None]) -> None:
    """A moderator imports topics in the place of those that are there."""
    added = [Edit("topic", f"nieuw-{number}", {"title": str(number)}, 0) for number in range(IMPORTED)]
    removed = [Edit("topic", str(number), None, 1) for number in range(OLD)]
    asyncio.run(_change(backend, Deed("8", "import"), [*added, *removed], listen))


async def _change(backend: Backend, deed: Deed, edits: list[Edit], listen: Callable[[], None]) -> None:
    async with opened(backend) as database:
        listen()
        await Ledger(database, {"topic": 200}).change(COMMUNITY, deed, edits)


def restore_backup(backend: Backend, home: Home, listen: Callable[[], None]) -> None:
    """An operator brings a backup back."""
    listen()
    restore(home.folder / BACKUP, backend, Migrations(), replace=True)


DEEDS = {"save": save, "import": import_many, "restore": restore_backup}


def state(backend: Backend) -> dict[str, Any]:
    """All that is in the database, by table."""
    return {of.name: rows(backend, str(select(of).order_by(*of.primary_key))) for of in METADATA.sorted_tables}


def main(name: str, points: int, home: Home) -> None:
    """Prints a line for each process."""
    quiet()
    home.folder.mkdir(exist_ok=True)
    counted = home.folder / "passed"
    _tell(name, COMMITTING, home, counted)
    statements = int(counted.read_text("utf-8"))
    others = min(points - 2, statements)
    for number in range(others):
        _tell(name, 1 + number * statements // others, home, counted)
    _tell(name, COMMITTED, home, counted)


def _tell(name: str, point: int, home: Home, counted: Path) -> None:
    backend = home.backend()
    child = os.fork()
    if not child:
        database = home.address and home.address.partition("?")[0].rpartition("/")[2]
        death = Death(point, database or backend.name, counted)
        DEEDS[name](backend, home, death.listen)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    sys.stdout.write(json.dumps([point, status, state(backend)]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Home(Path(sys.argv[3]), sys.argv[4] or None))
