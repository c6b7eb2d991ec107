from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from bot.config import HOME
from bot.store.backend import Backend
from bot.store.backup import back_up
from bot.store.database import opened
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.migrating import Migrations, migrate
from tests.databases import Home, change
from tests.store.killing import BACKUP, COMMITTED, COMMUNITY, OLD, state

SHORT, LONG = 10, 100
PROPOSED = (
    "INSERT INTO petition (community, id, member, kind, state, version, content, reason, made_at, changed_at) "
    "VALUES ('discord:1', 'voorstel', '7', 'topic', 'waiting', 1, '{}', '', 1, 1)"
)


@pytest.fixture
async def filled(home: Home) -> Backend:
    backend = home.backend()
    migrate(backend, Migrations(), list)
    async with opened(backend) as database:
        edits = [Edit("topic", str(number), {"title": str(number)}, 0) for number in range(OLD)]
        await Ledger(database, {}).change(COMMUNITY, Deed("7", "add"), edits)
    change(backend, PROPOSED)
    return backend


def killed(name: str, home: Home, points: int) -> list[tuple[int, int, dict[str, Any]]]:
    """For each process, the point where it was to end, how it ended, and what it left."""
    command = (sys.executable, "-m", "tests.store.killing", name, str(points), home.folder, home.address or "")
    done = subprocess.run(command, cwd=HOME, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return [(point, status, left) for point, status, left in map(json.loads, done.stdout.splitlines())]


def agrees(left: dict[str, Any]) -> bool:
    """Whether the audit log tells of the documents that are there, and the revision of the log."""
    now: dict[tuple[str, str], tuple[str, int]] = {}
    for _, number, kind, key, before, after in left["changed"]:
        if kind == "petition":
            assert json.loads(after)["state"] in {row[4] for row in left["petition"]}
            continue
        assert now.pop((kind, key), (None, 0))[0] == before
        if after is not None:
            now[kind, key] = after, number
    numbers = [number for _, number, *_ in left["change"]]
    [revision] = [row[3] for row in left["community"]]
    documents = {(kind, key): (content, version) for _, kind, key, version, content in left["document"]}
    return documents == now and numbers == [*range(1, revision + 1)]


def whole(left: Sequence[tuple[int, int, dict[str, Any]]], before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether all that were killed before their commit left what was there, and the others what they made."""
    assert [status for _, status, _ in left] == [signal.SIGKILL] * len(left)
    return [of for *_, of in left] == [after if point == COMMITTED else before for point, *_ in left]


@pytest.mark.parametrize(("name", "edits"), [("save", 4), ("import", 40 + OLD)])
def test_killed_at_any_point_a_change_is_made_or_not_begun(
    name: str, edits: int, filled: Backend, home: Home, *, long: bool
) -> None:
    before = json.loads(json.dumps(state(filled)))
    left = killed(name, home, LONG if long else SHORT)
    after = left[-1][2]

    assert whole(left, before, after)
    assert agrees(before)
    assert agrees(after)
    assert len([number for _, number, *_ in after["changed"] if number == 2]) == edits
    assert len(left) >= SHORT


def test_killed_at_any_point_a_restore_is_done_or_not_begun(filled: Backend, home: Home, *, long: bool) -> None:
    back_up(filled, Migrations(), home.folder / "backups").rename(home.folder / BACKUP)
    after = json.loads(json.dumps(state(filled)))
    change(filled, "DELETE FROM document")
    change(filled, "INSERT INTO community (key, first_seen) VALUES ('discord:2', 1)")
    before = json.loads(json.dumps(state(filled)))
    left = killed("restore", home, LONG if long else SHORT)

    assert before != after
    assert whole(left, before, after)
    assert len(left) >= SHORT
