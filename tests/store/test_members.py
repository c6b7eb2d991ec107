from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.model import private_community
from bot.store.communities import Communities
from bot.store.database import Database
from bot.store.expiring import OPEN_DAYS, Expiring
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.members import Members
from bot.store.missed import Missed
from bot.store.petitions import Petitions
from bot.store.schema import COMMUNITY
from tests.store.timing import Clock

HERE, THERE, ELSEWHERE = "discord:1", "discord:2", "matrix:!a:example.org"
SAID = {"title": "Moestuinen"}


@pytest.fixture
def communities(database: Database, clock: Clock) -> Communities:
    return Communities(database, clock)


@pytest.fixture
def petitions(database: Database, clock: Clock) -> Petitions:
    return Petitions(database, 9, 9, clock)


@pytest.fixture
def ledger(database: Database, clock: Clock) -> Ledger:
    return Ledger(database, {}, clock)


@pytest.fixture
def missed(database: Database, clock: Clock) -> Missed:
    return Missed(database, 3, clock)


@pytest.fixture
def expiring(database: Database, clock: Clock) -> Expiring:
    return Expiring(database, clock)


async def leave_traces(petitions: Petitions, ledger: Ledger, member: str) -> None:
    for community in (HERE, THERE, ELSEWHERE):
        await petitions.begin(community, member, "topic", SAID)
        await ledger.change(community, Deed(member, "add"), [Edit("topic", member, SAID, 0)])


async def test_a_member_is_shown_what_is_kept_of_them_on_their_platform(
    database: Database, petitions: Petitions, ledger: Ledger
) -> None:
    await leave_traces(petitions, ledger, "7")
    await leave_traces(petitions, ledger, "8")
    known = await Members(database).known("discord", "7")

    assert [(of.community, of.kind, of.state, of.content) for of in known.written] == [
        (HERE, "topic", "open", SAID),
        (THERE, "topic", "open", SAID),
    ]
    assert known.changes == 2


async def test_of_a_forgotten_member_the_deeds_stay_without_a_name(
    database: Database, petitions: Petitions, ledger: Ledger
) -> None:
    await leave_traces(petitions, ledger, "7")
    await leave_traces(petitions, ledger, "8")
    members = Members(database)
    forgotten = await members.forget("discord", "7")

    assert (len(forgotten.written), forgotten.changes) == (2, 2)
    assert await members.known("discord", "7") == await members.known("discord", "9")
    assert len((await members.known("discord", "8")).written) == 2
    assert len((await members.known("matrix", "7")).written) == 1
    assert [change.member for change in await ledger.changes(HERE)] == ["8", None]
    assert set(await ledger.documents(HERE, "topic")) == {"7", "8"}


async def test_what_was_asked_in_vain_is_counted(missed: Missed) -> None:
    for words in ("tuinen", "moes", "tuinen"):
        await missed.note(HERE, words)
    await missed.note(THERE, "elders")

    assert [(of.words, of.times) for of in await missed.most_wanted(HERE)] == [("tuinen", 2), ("moes", 1)]
    await missed.dismiss(HERE, "tuinen")
    assert [of.words for of in await missed.most_wanted(HERE)] == ["moes"]


async def test_only_the_latest_that_was_asked_in_vain_is_kept(missed: Missed) -> None:
    for words in "abcda":
        await missed.note(HERE, words)

    assert {of.words for of in await missed.most_wanted(HERE)} == {"a", "c", "d"}


async def test_a_left_community_goes_with_all_that_was_its_own_after_thirty_days(
    communities: Communities, petitions: Petitions, ledger: Ledger, expiring: Expiring, clock: Clock
) -> None:
    await leave_traces(petitions, ledger, "7")
    await communities.left(HERE)
    clock.pass_by(days=29)
    assert (await expiring.expire())["community"] == 0
    clock.pass_by(days=1)
    assert (await expiring.expire())["community"] == 1

    assert (await ledger.documents(HERE, "topic"), await ledger.changes(HERE), await ledger.revision(HERE)) == (
        {},
        [],
        0,
    )
    assert (await petitions.begin(HERE, "7", "topic", SAID)).state == "open"
    assert set(await ledger.documents(THERE, "topic")) == {"7"}


async def test_what_is_old_goes_and_the_rest_stays(
    petitions: Petitions, ledger: Ledger, missed: Missed, expiring: Expiring, clock: Clock
) -> None:
    await ledger.change(HERE, Deed("7", "add"), [Edit("topic", "a", SAID, 0)])
    waiting = await petitions.send(HERE, await petitions.begin(HERE, "7", "topic", SAID))
    done = await petitions.begin(HERE, "7", "topic", SAID)
    await petitions.give_up(HERE, done)
    clock.pass_by(days=401)
    opened = await petitions.begin(HERE, "7", "topic", SAID)
    await missed.note(HERE, "tuinen")
    gone = await expiring.expire()

    assert {table: count for table, count in gone.items() if count} == {"change": 1, "petition": 1}
    assert await ledger.changes(HERE) == []
    assert await ledger.revision(HERE) == 1
    assert set(await ledger.documents(HERE, "topic")) == {"a"}
    assert await petitions.petition(HERE, waiting.id) == waiting
    assert await petitions.petition(HERE, opened.id) == opened
    clock.pass_by(days=91)
    gone = await expiring.expire()
    assert {table: count for table, count in gone.items() if count} == {"petition": 1, "missed": 1}


async def test_the_place_that_is_a_members_own_goes_with_what_they_wrote_there(
    database: Database, petitions: Petitions, expiring: Expiring, clock: Clock
) -> None:
    forgotten, left_lying, other = (private_community("discord", member) for member in ("7", "8", "9"))
    for community, member in ((forgotten, "7"), (left_lying, "8")):
        await petitions.begin(community, member, "report", SAID)

    await Members(database).forget("discord", "7")
    assert await keys(database) == {left_lying}

    await petitions.begin(other, "9", "report", SAID)
    assert (await expiring.expire())["community"] == 0
    clock.pass_by(OPEN_DAYS + 1)
    await petitions.begin(other, "9", "report", SAID)
    await expiring.expire()
    await expiring.expire()

    assert await keys(database) == {other}


async def keys(database: Database) -> set[str]:
    """The communities that are known."""
    async with database.transaction() as connection:
        return set(await connection.scalars(select(COMMUNITY.c.key)))
