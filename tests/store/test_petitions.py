from __future__ import annotations

import asyncio

import pytest

from bot.errors import Conflict, LimitReached
from bot.store.database import Database
from bot.store.ledger import PETITIONS, Changed, Deed, Edit, Ledger
from bot.store.petitions import Petition, Petitions
from tests.store.timing import Clock

HERE, THERE = "discord:1", "discord:2"
SAID = {"title": "Moestuinen"}
ACCEPT = Deed("9", "accept")


@pytest.fixture
def petitions(database: Database, clock: Clock) -> Petitions:
    return Petitions(database, most_waiting=3, most_open=2, clock=clock)


@pytest.fixture
def ledger(database: Database, clock: Clock) -> Ledger:
    return Ledger(database, {}, clock)


def settled(petition: Petition, state: str = "accepted", reason: str = "") -> Edit:
    return Edit(PETITIONS, petition.id, {"state": state, "reason": reason}, petition.version)


async def sent(petitions: Petitions, member: str = "7", community: str = HERE) -> Petition:
    return await petitions.send(community, await petitions.begin(community, member, "topic", SAID))


async def test_what_was_begun_is_found_by_its_id_in_its_community_only(petitions: Petitions) -> None:
    begun = await petitions.begin(HERE, "7", "topic", SAID)

    assert await petitions.petition(HERE, begun.id) == begun
    assert await petitions.petition(THERE, begun.id) is None
    assert (begun.member, begun.state, begun.content) == ("7", "open", SAID)
    assert len(begun.id) <= 16


async def test_what_was_sent_waits_for_the_moderators_oldest_first(petitions: Petitions) -> None:
    first, second = await sent(petitions), await sent(petitions, "8")
    await petitions.begin(HERE, "7", "topic", SAID)
    await sent(petitions, community=THERE)

    assert await petitions.waiting(HERE, limit=9) == [first, second]
    assert await petitions.waiting(HERE, offset=1) == [second]
    assert await petitions.count_waiting(HERE) == 2


async def test_what_somebody_else_changed_meanwhile_is_not_changed(petitions: Petitions) -> None:
    begun = await petitions.begin(HERE, "7", "topic", SAID)
    rewritten = await petitions.rewrite(HERE, begun, {"title": "Tuinen"})
    for late in (petitions.rewrite(HERE, begun, SAID), petitions.send(HERE, begun), petitions.give_up(HERE, begun)):
        with pytest.raises(Conflict):
            await late

    assert await petitions.petition(HERE, begun.id) == rewritten


async def test_what_was_given_up_waits_no_more(petitions: Petitions) -> None:
    waiting = await sent(petitions)
    await petitions.give_up(HERE, waiting)

    assert await petitions.waiting(HERE) == []


async def test_so_many_wait_and_no_more(petitions: Petitions) -> None:
    for member in "123":
        await sent(petitions, member)
    late = await petitions.begin(HERE, "4", "topic", SAID)
    with pytest.raises(LimitReached):
        await petitions.send(HERE, late)

    assert await petitions.count_waiting(HERE) == 3
    assert await petitions.petition(HERE, late.id) == late
    await sent(petitions, community=THERE)


async def test_of_too_many_open_ones_of_a_member_the_oldest_goes(petitions: Petitions) -> None:
    others = await petitions.begin(HERE, "8", "topic", SAID)
    begun = [await petitions.begin(HERE, "7", "topic", SAID) for _ in range(3)]
    found = [await petitions.petition(HERE, of.id) for of in (others, *begun)]

    assert found == [others, None, *begun[1:]]


async def test_a_decision_is_a_change_and_its_member_is_told_once(petitions: Petitions, ledger: Ledger) -> None:
    waiting = await sent(petitions)
    await ledger.change(HERE, ACCEPT, [settled(waiting, "declined", "Staat er al.")])
    [change] = await ledger.changes(HERE)
    after = {"state": "declined", "reason": "Staat er al."}

    assert change.changed == (Changed(PETITIONS, waiting.id, {"state": "waiting", "reason": ""}, after),)
    assert await petitions.waiting(HERE) == []
    [untold] = await petitions.untold(HERE, "7")
    assert (untold.id, untold.state, untold.reason) == (waiting.id, "declined", "Staat er al.")
    assert await petitions.untold(HERE, "8") == await petitions.untold(THERE, "7") == []
    await petitions.told(HERE, [untold.id])
    assert await petitions.untold(HERE, "7") == []


async def test_of_two_who_decide_at_once_one_comes_second(petitions: Petitions, ledger: Ledger) -> None:
    waiting = await sent(petitions)
    both = [ledger.change(HERE, ACCEPT, [settled(waiting, state)]) for state in ("accepted", "declined")]
    done = await asyncio.gather(*both, return_exceptions=True)

    assert {type(of) for of in done} == {int, Conflict}
    assert len(await ledger.changes(HERE)) == 1


async def test_another_communitys_petition_cannot_be_decided(petitions: Petitions, ledger: Ledger) -> None:
    waiting = await sent(petitions)
    with pytest.raises(Conflict):
        await ledger.change(THERE, ACCEPT, [settled(waiting)])

    assert await petitions.waiting(HERE) == [waiting]
