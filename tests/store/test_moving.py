from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.store.backend import Backend
from bot.store.database import Database
from bot.store.deliveries import NOW, POST, SENDING, SENT, Deliveries, Delivery
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.missed import Missed
from bot.store.moving import Moved, Moving
from bot.store.petitions import Petitions
from tests.databases import rows

OLD, NEW = "matrix:!oud", "matrix:!nieuw"
DOCUMENTS = "SELECT kind, content FROM document ORDER BY kind"
SETTINGS = '{"audit":"!nieuw","language":"en"}'
TABLES = "document", "change", "changed", "petition", "missed"
PLACES = {"!oud": "!nieuw"}
SLOT, DUE = date(2026, 11, 22), datetime(2026, 11, 22, 12, tzinfo=UTC)
CHANGES = "SELECT before, after FROM changed WHERE kind = 'settings'"


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
    moved = await Moving(database).move(OLD, NEW, PLACES)

    assert moved == Moved(given=True, doubtful=0)
    assert owners(backend) == {NEW}
    assert [len(rows(backend, f"SELECT * FROM {table}")) for table in TABLES] == before  # noqa: S608 - names
    assert rows(backend, "SELECT key, changes FROM community") == [(NEW, 2)]
    assert rows(backend, DOCUMENTS) == [("settings", SETTINGS), ("topic", '{"title":"!oud brood"}')]
    assert rows(backend, CHANGES) == [(None, SETTINGS)]
    await ledger.change(NEW, Deed("@anna:a", "topic"), [Edit("topic", "vrede", {"title": "Vrede"}, 0)])


async def test_a_community_that_has_changed_something_of_its_own_is_left_as_it_is(
    backend: Backend, database: Database, ledger: Ledger
) -> None:
    await own(database, ledger, OLD)
    await ledger.change(NEW, Deed("@anna:a", "settings"), [Edit("settings", "settings", {"language": "nl"}, 0)])

    assert await Moving(database).move(OLD, NEW, {}) == Moved(given=False, doubtful=0)
    assert owners(backend) == {OLD, NEW}


async def test_within_a_community_places_get_their_new_names(
    backend: Backend, database: Database, ledger: Ledger
) -> None:
    await own(database, ledger, OLD)

    assert (await Moving(database).move(OLD, OLD, PLACES)).given
    assert owners(backend) == {OLD}
    assert ("settings", SETTINGS) in rows(backend, DOCUMENTS)


async def test_what_was_moved_stays_as_it_is_when_it_is_moved_again(
    backend: Backend, database: Database, ledger: Ledger
) -> None:
    await own(database, ledger, OLD)
    moving, every = Moving(database), [f"SELECT * FROM {table}" for table in (*TABLES, "community")]  # noqa: S608 - names
    await moving.move(OLD, NEW, PLACES)
    once = [rows(backend, of) for of in every]

    assert await moving.move(OLD, NEW, PLACES) == Moved(given=True, doubtful=0)
    assert [rows(backend, of) for of in every] == once


async def planned(deliveries: Deliveries, place: str, kind: str = POST, day: int = 0) -> None:
    slot = {"schedule": "k", "kind": kind, "slot": SLOT + timedelta(days=day)}
    times = {"due": DUE + timedelta(days=day), "until": DUE + timedelta(days=9)}
    await deliveries.add(OLD, {**slot, **times, "place": place})


async def claimed(deliveries: Deliveries) -> Delivery:
    found = await deliveries.claim("matrix", (POST, NOW), timedelta(minutes=1))
    assert found
    return found


async def sending(deliveries: Deliveries) -> Delivery:
    found = await claimed(deliveries)
    assert await deliveries.intend(found, {"quotes": []}, None, timedelta(minutes=1))
    return found


@pytest.fixture
def deliveries(database: Database) -> Deliveries:
    return Deliveries(database, lambda: DUE + timedelta(days=8))


async def test_posts_that_were_made_count_in_the_new_place_and_their_dates_are_not_planned_again(
    database: Database, deliveries: Deliveries
) -> None:
    await planned(deliveries, "!oud")
    await deliveries.sent(await sending(deliveries), "$1")
    await Moving(database).move(OLD, NEW, PLACES)
    again = {"schedule": "k", "kind": POST, "slot": SLOT, "place": "!nieuw", "due": DUE, "until": DUE}

    assert [(of.state, of.message) for of in await deliveries.told(NEW, "!nieuw")] == [(SENT, "$1")]
    assert not await deliveries.add(NEW, again)


async def test_posts_that_nobody_is_about_to_send_go_to_the_new_place_at_once(
    database: Database, deliveries: Deliveries
) -> None:
    for day in range(2):
        await planned(deliveries, "!oud", day=day)
    seen = await claimed(deliveries)
    moved = await Moving(database).move(OLD, NEW, PLACES)

    assert moved.doubtful == 0
    assert not await deliveries.intend(seen, {"quotes": []}, None, timedelta(minutes=1))
    assert {(of.key, of.community, of.place) for of in [await claimed(deliveries), await claimed(deliveries)]} == {
        (of.key, NEW, "!nieuw") for of in await deliveries.of_schedule(NEW, "k")
    }


async def test_what_may_stand_in_the_old_place_stays_there_until_that_is_known(
    database: Database, deliveries: Deliveries
) -> None:
    for day in range(2):
        await planned(deliveries, "!oud", day=day)
    seen = [await sending(deliveries), await sending(deliveries)]
    moving = Moving(database)
    first = await moving.move(OLD, NEW, PLACES)
    waiting = await deliveries.of_schedule(NEW, "k")
    await deliveries.sent(seen[0], "$1")
    await deliveries.put_back(seen[1], DUE + timedelta(days=9), refused=True)
    last = await moving.move(OLD, NEW, PLACES)
    found = await claimed(deliveries)

    assert (first, last) == (Moved(given=True, doubtful=2), Moved(given=True, doubtful=0))
    assert {(of.state, of.place) for of in waiting} == {(SENDING, "!oud")}
    assert [of.place for of in await deliveries.told(NEW, "!nieuw")] == ["!nieuw"]
    assert (found.key, found.place) == (seen[1].key, "!nieuw")
