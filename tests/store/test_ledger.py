from __future__ import annotations

import asyncio

import pytest

from bot.errors import Conflict, LimitReached
from bot.store.content import Fields
from bot.store.database import Database
from bot.store.ledger import Change, Changed, Deed, Document, Edit, Ledger
from tests.store.timing import FIRST, HOUR, Clock

HERE, THERE = "discord:1", "discord:2"
ADD, EDIT = Deed("7", "topic-add"), Deed("8", "topic-edit")
OLD, NEW = {"title": "Moestuinen"}, {"title": "Volkstuinen", "names": ["‘t"]}


@pytest.fixture
def ledger(database: Database, clock: Clock) -> Ledger:
    return Ledger(database, {"topic": 3}, clock)


def edit(after: Fields | None, version: int = 0, key: str = "tuin") -> Edit:
    return Edit("topic", key, after, version)


async def test_what_was_added_stands_there_with_the_number_of_its_change(ledger: Ledger) -> None:
    number = await ledger.change(HERE, ADD, [edit(OLD)])

    assert number == await ledger.revision(HERE) == 1
    assert await ledger.documents(HERE, "topic") == {"tuin": Document(OLD, 1)}
    assert await ledger.document(HERE, "topic", "tuin") == Document(OLD, 1)


async def test_a_change_is_told_with_what_was_before_and_after(ledger: Ledger) -> None:
    await ledger.change(HERE, ADD, [edit(OLD)])
    await ledger.change(HERE, EDIT, [edit(NEW, 1)])
    await ledger.change(HERE, Deed("8", "undo", undoes=1), [edit(None, 2)])

    times = [change.made_at for change in await ledger.changes(HERE)]
    assert [times[1] - times[2] >= HOUR, times[2] >= FIRST] == [True, True]
    assert await ledger.changes(HERE) == [
        Change(3, times[0], "8", "undo", 1, (Changed("topic", "tuin", NEW, None),)),
        Change(2, times[1], "8", "topic-edit", None, (Changed("topic", "tuin", OLD, NEW),)),
        Change(1, times[2], "7", "topic-add", None, (Changed("topic", "tuin", None, OLD),)),
    ]
    assert await ledger.documents(HERE, "topic") == {}


async def test_who_has_not_seen_what_stands_there_changes_nothing(ledger: Ledger) -> None:
    await ledger.change(HERE, ADD, [edit(OLD)])
    for late in (edit(NEW), edit(None), edit(NEW, 2), edit(NEW, 1, "heel iets anders")):
        with pytest.raises(Conflict):
            await ledger.change(HERE, EDIT, [late])

    assert await ledger.documents(HERE, "topic") == {"tuin": Document(OLD, 1)}
    assert [change.number for change in await ledger.changes(HERE)] == [1]


async def test_of_two_who_change_the_same_at_once_one_comes_second(ledger: Ledger) -> None:
    await ledger.change(HERE, ADD, [edit(OLD)])
    both = (ledger.change(HERE, EDIT, [edit(NEW, 1)]), ledger.change(HERE, ADD, [edit(None, 1)]))
    done = await asyncio.gather(*both, return_exceptions=True)

    assert {type(of) for of in done} == {int, Conflict}
    assert await ledger.revision(HERE) == 2


async def test_many_changes_at_once_are_numbered_without_a_gap(ledger: Ledger) -> None:
    await asyncio.gather(*(ledger.change(HERE, ADD, [Edit("ban", f"storm-{of}", {}, 0)]) for of in range(20)))

    assert [change.number for change in await ledger.changes(HERE, limit=30)] == list(range(20, 0, -1))


async def test_a_change_of_several_documents_is_made_whole_or_not_at_all(ledger: Ledger) -> None:
    await ledger.change(HERE, ADD, [edit(OLD)])
    with pytest.raises(Conflict):
        await ledger.change(HERE, ADD, [edit(OLD, key="nieuw"), edit(NEW, key="tuin")])
    with pytest.raises(LimitReached):
        await ledger.change(HERE, ADD, [edit(OLD, key=key) for key in ("b", "c", "d")])

    assert set(await ledger.documents(HERE, "topic")) == {"tuin"}
    await ledger.change(HERE, ADD, [edit(OLD, key="b"), edit(None, 1), edit(OLD, key="c"), edit(OLD, key="d")])
    assert set(await ledger.documents(HERE, "topic")) == {"b", "c", "d"}


async def test_changes_are_read_from_a_number_down_and_of_one_document(ledger: Ledger) -> None:
    for key in ("a", "b"):
        await ledger.change(HERE, ADD, [edit(OLD, key=key)])
    await ledger.change(HERE, EDIT, [edit(NEW, 1, "a")])

    assert [change.number for change in await ledger.changes(HERE, below=3)] == [2, 1]
    assert [change.number for change in await ledger.changes(HERE, limit=1)] == [3]
    assert [change.number for change in await ledger.changes(HERE, of=("topic", "a"))] == [3, 1]
    assert (await ledger.made(HERE, 2)) == (await ledger.changes(HERE, below=3))[0]
    assert await ledger.made(HERE, 9) is None


async def test_communities_do_not_see_each_others(ledger: Ledger) -> None:
    await ledger.change(HERE, ADD, [edit(OLD)])
    await ledger.change(THERE, ADD, [edit(NEW)])
    await ledger.change(THERE, ADD, [edit(None, 1)])

    assert await ledger.documents(HERE, "topic") == {"tuin": Document(OLD, 1)}
    assert await ledger.documents(THERE, "topic") == {}
    assert (await ledger.revision(HERE), await ledger.revision(THERE), await ledger.revision("discord:3")) == (1, 2, 0)
