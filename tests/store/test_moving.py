from __future__ import annotations

import pytest

from bot.store.backend import Backend
from bot.store.database import Database
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.missed import Missed
from bot.store.moving import Moving
from bot.store.petitions import Petitions
from tests.databases import rows

OLD, NEW = "matrix:!oud", "matrix:!nieuw"
DOCUMENTS = "SELECT kind, content FROM document ORDER BY kind"
SETTINGS = '{"audit":"!nieuw","language":"en"}'
TABLES = "document", "change", "changed", "petition", "missed"


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, {"topic": 5, "settings": 5})


async def own(database: Database, ledger: Ledger, community: str) -> None:
    """Has a community own something of each kind."""
    settings = Edit("settings", "settings", {"audit": "!oud", "language": "en"}, 0)
    await ledger.change(community, Deed("@anna:a", "settings"), [settings])
    await ledger.change(community, Deed("@anna:a", "topic"), [Edit("topic", "brood", {"title": "!oud brood"}, 0)])
    petitions = Petitions(database, 5, 5)
    await petitions.begin(community, "@bram:a", "topic", {"title": "Vrede"})
    await Missed(database, 5).note(community, "taart")


def owners(backend: Backend) -> set[object]:
    return {row[0] for table in TABLES for row in rows(backend, f"SELECT community FROM {table}")}  # noqa: S608 - names


async def test_all_that_a_community_owns_goes_to_the_new_one_under_its_new_names(
    backend: Backend, database: Database, ledger: Ledger
) -> None:
    await own(database, ledger, OLD)
    before = [len(rows(backend, f"SELECT * FROM {table}")) for table in TABLES]  # noqa: S608 - names
    moved = await Moving(database).move(OLD, NEW, {"!oud": "!nieuw"})

    assert moved
    assert owners(backend) == {NEW}
    assert [len(rows(backend, f"SELECT * FROM {table}")) for table in TABLES] == before  # noqa: S608 - names
    assert rows(backend, "SELECT key, changes FROM community") == [(NEW, 2)]
    assert rows(backend, DOCUMENTS) == [("settings", SETTINGS), ("topic", '{"title":"!oud brood"}')]
    await ledger.change(NEW, Deed("@anna:a", "topic"), [Edit("topic", "vrede", {"title": "Vrede"}, 0)])


async def test_a_community_that_has_changed_something_of_its_own_is_left_as_it_is(
    backend: Backend, database: Database, ledger: Ledger
) -> None:
    await own(database, ledger, OLD)
    await ledger.change(NEW, Deed("@anna:a", "settings"), [Edit("settings", "settings", {"language": "nl"}, 0)])

    assert not await Moving(database).move(OLD, NEW, {})
    assert owners(backend) == {OLD, NEW}


async def test_within_a_community_places_get_their_new_names(
    backend: Backend, database: Database, ledger: Ledger
) -> None:
    await own(database, ledger, OLD)

    assert await Moving(database).move(OLD, OLD, {"!oud": "!nieuw"})
    assert owners(backend) == {OLD}
    assert ("settings", SETTINGS) in rows(backend, DOCUMENTS)
