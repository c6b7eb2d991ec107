"""Every change can be taken back, once, and what takes it back too; on both databases."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.communities import settings
from bot.communities.desk import Desk
from bot.communities.keeper import BAN, SETTINGS, TOPIC
from bot.communities.reports import Report
from bot.communities.settings import Settings
from bot.communities.wishes import wish
from bot.corpus.topics import Pin
from bot.errors import Conflict, NotAllowed, NotFound
from bot.model import Span, Upload
from bot.store.ledger import PETITIONS, Edit
from bot.store.petitions import ACCEPTED, OPEN, WAITING
from tests.communities.asking import manager, member, moderator

ANNA = moderator()
KEY = "brood"
OF_TOPICS = {TOPIC, BAN, PETITIONS}
EVERY = {*OF_TOPICS, SETTINGS}
FILE = Upload(
    "topics.toml", b'[topics.kou]\ntitle = {nl = "Kou"}\n[topics.kronstadt]\ntitle = {nl = "K"}\nhidden = true\n'
)
SAID = Report("storm-4", Span(0, 5), "text", "why")


async def add(desk: Desk) -> int:
    return (await desk.workbench.save(ANNA, await desk.workbench.begin(ANNA, wish("Brood", "honger")))).number


async def edit(desk: Desk) -> int:
    work = await desk.workbench.take_up(ANNA, "kronstadt")
    return (await desk.workbench.save(ANNA, await desk.workbench.reword(ANNA, work, wish("Opstand", "x")))).number


async def rename(desk: Desk) -> int:
    await add(desk)
    return await desk.topics.rename(ANNA, KEY, "Meel")


async def remove(desk: Desk) -> int:
    await add(desk)
    return await desk.topics.remove(ANNA, KEY)


async def hide(desk: Desk) -> int:
    return await desk.topics.remove(ANNA, "kronstadt")


async def pin(desk: Desk) -> int:
    await add(desk)
    return await desk.topics.pin(ANNA, KEY, "storm", Pin("storm-4", 1, 1))


async def unpin(desk: Desk) -> int:
    await pin(desk)
    return await desk.topics.unpin(ANNA, KEY, "storm", Pin("storm-4", 1, 1))


async def take_in(desk: Desk) -> int:
    plan = await desk.importing.plan(ANNA, FILE)
    return (await desk.importing.apply(ANNA, plan.petition.id))[0]


async def ban(desk: Desk) -> int:
    return await desk.reports.ban(ANNA, "storm-4")


async def unban(desk: Desk) -> int:
    await ban(desk)
    return await desk.reports.unban(ANNA, "storm-4")


async def uphold(desk: Desk) -> int:
    await desk.reports.report(member(), SAID)
    [petition] = await desk.petitions.waiting(ANNA.community)
    return await desk.reports.accept(ANNA, petition)


async def decline(desk: Desk) -> int:
    await desk.reports.report(member(), SAID)
    [petition] = await desk.petitions.waiting(ANNA.community)
    return await desk.workbench.decline(ANNA, petition, "no")


async def proposal(desk: Desk) -> int:
    bench = desk.workbench
    sent = await bench.send(member(), await bench.begin(member(), wish("Brood")))
    return (await bench.save(ANNA, sent)).number


async def setting(desk: Desk) -> int:
    state = await desk.state(manager())
    after = settings.written(Settings(language="en"))
    return await desk.changes.make(
        manager(), "settings", [Edit(SETTINGS, SETTINGS, after, state.version(SETTINGS, SETTINGS))]
    )


DEEDS = [add, edit, rename, remove, hide, pin, unpin, take_in, ban, unban, uphold, decline, proposal, setting]


async def owned(desk: Desk) -> dict[str, Any]:
    """All that the community owns, and what waits there, as it stands."""
    state = await desk.state(ANNA)
    documents = {(kind, key): of.content for kind, found in state.documents.items() for key, of in found.items()}
    waits = [(of.id, of.state, of.reason) for of in await desk.petitions.waiting(ANNA.community, limit=9)]
    return {
        "documents": documents,
        "waits": waits,
        "topics": dict(state.holdings.topics),
        "banned": state.holdings.banned,
    }


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
async def test_any_change_is_taken_back_and_done_after_all(
    either: Desk, deed: Callable[[Desk], Awaitable[int]]
) -> None:
    number = await deed(either)
    after = await owned(either)

    undone = await either.changes.undo(ANNA, number, EVERY)
    before = await owned(either)
    redone = await either.changes.undo(ANNA, undone, EVERY)
    again = await owned(either)
    back = await either.changes.undo(ANNA, redone, EVERY)

    assert before != after
    assert again == after
    assert await owned(either) == before
    assert [undone, redone, back] == [number + 1, number + 2, number + 3]
    assert [of.undoes for of in await either.changes.latest(ANNA, None, None, 3)] == [redone, undone, number]
    with pytest.raises(Conflict, match="changed-since") if deed != decline else pytest.raises(NotFound):
        await either.changes.undo(ANNA, number, EVERY)


async def test_a_change_that_was_changed_since_is_not_taken_back(either: Desk) -> None:
    first = await rename(either)
    later = await either.topics.rename(ANNA, KEY, "Graan")

    with pytest.raises(Conflict, match="changed-since"):
        await either.changes.undo(ANNA, first, EVERY)
    await either.changes.undo(ANNA, later, EVERY)
    await either.changes.undo(ANNA, first, EVERY)
    assert (await either.state(ANNA)).topic(KEY).title == {"nl": "Brood"}


async def test_a_proposal_whose_acceptance_is_taken_back_waits_again(either: Desk) -> None:
    number = await proposal(either)
    assert (await either.state(ANNA)).untold == {"bram"}
    undone = await either.changes.undo(ANNA, number, EVERY)

    [petition] = await either.petitions.waiting(ANNA.community)
    assert (petition.state, petition.member) == (WAITING, "bram")
    assert (await either.state(ANNA)).untold == frozenset()
    await either.changes.undo(ANNA, undone, EVERY)
    again = await either.petitions.petition(ANNA.community, petition.id)
    assert again
    assert again.state == ACCEPTED


async def test_a_topic_whose_saving_is_taken_back_is_under_work_again(desk: Desk) -> None:
    work = await desk.workbench.begin(ANNA, wish("Brood"))
    await desk.changes.undo(ANNA, (await desk.workbench.save(ANNA, work)).number, EVERY)

    assert (await desk.workbench.work(ANNA, work.petition.id)).petition.state == OPEN


async def test_settings_are_taken_back_by_managers_and_nothing_else_under_settings(desk: Desk) -> None:
    of_settings, of_topics = await setting(desk), await add(desk)

    with pytest.raises(NotAllowed, match="undo-of-settings"):
        await desk.changes.undo(ANNA, of_settings, OF_TOPICS)
    with pytest.raises(NotAllowed):
        await desk.changes.undo(manager(), of_topics, {SETTINGS})
    await desk.changes.undo(manager(), of_settings, {SETTINGS})
    assert (await desk.state(ANNA)).settings == Settings()


async def test_what_was_never_changed_or_elsewhere_is_not_taken_back(desk: Desk) -> None:
    number = await add(desk)
    for ask, wanted in ((ANNA, number + 1), (ANNA, 0), (moderator(community="test:2"), number)):
        with pytest.raises(NotFound, match="change-unknown"):
            await desk.changes.undo(ask, wanted, EVERY)


async def test_a_change_of_one_who_was_forgotten_is_taken_back_without_what_they_wrote(desk: Desk) -> None:
    number = await proposal(desk)
    await desk.members.forget("test", "bram")
    await desk.changes.undo(ANNA, number, EVERY)

    assert await desk.petitions.waiting(ANNA.community) == []
    assert KEY not in (await desk.state(ANNA)).sheets
