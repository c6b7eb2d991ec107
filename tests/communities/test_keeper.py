"""What is known of communities: as it is now, as it was while nobody can tell, and never another's."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.communities.desk import Desk
from bot.communities.keeper import AWAY_S, FRESH_S, Keeper
from bot.communities.wishes import wish
from bot.corpus.topics import Pin
from bot.errors import BadInput, Conflict, NotFound, StoreUnreachable
from bot.library.holdings import Holdings
from bot.library.library import Library
from bot.store.database import opened
from bot.store.ledger import Document, Ledger
from bot.store.petitions import Petitions
from tests.communities.asking import moderator
from tests.databases import Home
from tests.desks import desk_over

ANNA, ELSEWHERE = moderator(), moderator(community="test:2")
PIN = Pin("storm-4", 1, 1)


class Clock:
    """Stands still until told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Away(Ledger):
    """A ledger whose database can be away, and that lets others go first once."""

    away = False

    async def revision(self, community: str) -> int:
        if self.away:
            raise StoreUnreachable("database-unreachable", database="x", reason="away")
        return await super().revision(community)


class Held(Ledger):
    """A ledger that gives what it read once the door is open."""

    def __init__(self, inner: Ledger) -> None:
        self._inner = inner
        self.door, self.read = asyncio.Event(), asyncio.Event()

    async def revision(self, community: str) -> int:
        return await self._inner.revision(community)

    async def everything(self, community: str) -> tuple[int, dict[str, dict[str, Document]]]:
        found = await self._inner.everything(community)
        self.read.set()
        await self.door.wait()
        return found


async def added(desk: Desk, title: str = "Brood") -> str:
    return (await desk.workbench.save(ANNA, await desk.workbench.begin(ANNA, wish(title)))).key


async def test_what_another_process_changes_is_seen_within_seconds(home: Home, library: Library) -> None:
    async with desk_over(home.backend(), library) as desk, _other(home, library, desk) as (other, clock):
        await other.state("test:1")
        key = await added(desk)

        assert key not in (await other.state("test:1")).sheets
        clock.now += FRESH_S
        assert key in (await other.state("test:1")).sheets


class _other:  # noqa: N801 - a context
    """A keeper of another process, over the same database."""

    def __init__(self, home: Home, library: Library, desk: Desk) -> None:
        self._home, self._library, self._clock = home, library, Clock()
        # SQLite is written by one process: there it is the same connection that another keeper reads from.
        self._opened = opened(home.backend()) if home.address else None
        self._ledger: Ledger = desk.changes._ledger

    async def __aenter__(self) -> tuple[Keeper, Clock]:
        if self._opened:
            database = await self._opened.__aenter__()
            return Keeper(Ledger(database, {}), Petitions(database, 9, 9), self._library, self._clock), self._clock
        petitions = Petitions(self._ledger._database, 9, 9)
        return Keeper(self._ledger, petitions, self._library, self._clock), self._clock

    async def __aexit__(self, *error: object) -> None:
        if self._opened:
            await self._opened.__aexit__(None, None, None)


async def test_while_the_database_is_away_what_was_known_holds(desk: Desk, library: Library) -> None:
    key = await added(desk)
    ledger, clock = Away(desk.changes._ledger._database, {}), Clock()
    keeper = Keeper(ledger, desk.petitions, library, clock)
    await keeper.state("test:1")

    ledger.away = True
    clock.now += FRESH_S
    assert key in (await keeper.state("test:1")).sheets
    keeper.changed("test:1")
    assert key in (await keeper.state("test:1")).sheets
    with pytest.raises(StoreUnreachable):
        await keeper.state("test:2")

    ledger.away = False
    await desk.topics.remove(ANNA, key)
    clock.now += max(AWAY_S, FRESH_S, AWAY_S)
    assert key not in (await keeper.state("test:1")).sheets


async def test_what_is_changed_while_somebody_reads_is_seen_by_the_next(desk: Desk, library: Library) -> None:
    held = Held(desk.changes._ledger)
    keeper = Keeper(held, desk.petitions, library, Clock())
    reading = asyncio.create_task(keeper.state("test:1"))
    await held.read.wait()
    key = await added(desk)
    keeper.changed("test:1")
    held.door.set()

    assert key not in (await reading).sheets
    assert key in (await keeper.state("test:1")).sheets


async def test_no_community_is_ever_given_anothers_state(either: Desk) -> None:
    asks = [moderator(community=f"test:{n}") for n in range(4)]
    for ask in asks:
        await either.workbench.save(ask, await either.workbench.begin(ask, wish(f"Van {ask.community}")))
    for sentence in (1, 2, 3):
        states = await asyncio.gather(*(either.state(ask) for ask in asks * 5))
        for ask, state in zip(asks * 5, states, strict=True):
            assert [topic.title["nl"] for topic in map(state.topic, state.sheets)] == [f"Van {ask.community}"]
        [key] = (await either.state(asks[0])).sheets
        await either.topics.pin(asks[0], key, "storm", Pin("storm-4", sentence, sentence))


async def test_who_has_nothing_of_their_own_shares_what_is_curated(desk: Desk, library: Library) -> None:
    held: Holdings = await desk.holdings(ELSEWHERE)

    assert held is library.curated


async def test_pins_names_and_removals_are_seen_at_once(desk: Desk) -> None:
    key = await added(desk)
    await desk.topics.pin(ANNA, key, "storm", PIN)
    await desk.topics.pin(ANNA, key, "storm", Pin("storm-4", 2, 2))
    assert (await desk.state(ANNA)).topic(key).sides == {"storm": (PIN, Pin("storm-4", 2, 2))}

    await desk.topics.unpin(ANNA, key, "storm", PIN)
    with pytest.raises(NotFound, match="pin-unknown"):
        await desk.topics.unpin(ANNA, key, "storm", PIN)
    await desk.topics.unpin(ANNA, key, "storm", Pin("storm-4", 2, 2))
    assert (await desk.state(ANNA)).topic(key).sides == {}

    await desk.topics.rename(ANNA, key, "Meel")
    assert (await desk.state(ANNA)).topic(key).title == {"nl": "Meel"}
    await desk.topics.remove(ANNA, key)
    with pytest.raises(NotFound, match="topic-unknown"):
        await desk.topics.rename(ANNA, key, "Brood")


async def test_a_quote_is_chosen_once_and_again_only_where_other_words_stand_there(desk: Desk) -> None:
    key = await added(desk)
    for digest in ("old", "new"):
        await desk.topics.pin(ANNA, key, "storm", replace(PIN, digest=digest))
        await desk.topics.pin(ANNA, key, "storm", Pin("storm-5", 1, 1 + (digest == "new")))
    for again in (PIN, replace(PIN, digest="new")):
        with pytest.raises(BadInput, match="pin-already"):
            await desk.topics.pin(ANNA, key, "storm", again)

    first, *others = (await desk.state(ANNA)).topic(key).sides["storm"]
    assert (first, first.digest, len(others)) == (PIN, "new", 2)


async def test_no_topic_is_given_the_title_of_another(desk: Desk) -> None:
    key = await added(desk)
    with pytest.raises(Conflict, match="title-taken"):
        await desk.topics.rename(ANNA, key, "kronstadt!")
    await desk.topics.rename(ANNA, key, "BROOD")
    assert (await desk.state(ANNA)).topic(key).title == {"nl": "BROOD"}


async def test_a_curated_topic_is_hidden_and_renamed_here_alone(desk: Desk) -> None:
    curated: Mapping[str, object] = desk.keeper.curated
    await desk.topics.rename(ANNA, "kronstadt", "Opstand")
    assert (await desk.state(ANNA)).topic("kronstadt").title["nl"] == "Opstand"
    await desk.topics.rename(ANNA, "kronstadt", "Kronstadt")
    assert (await desk.state(ANNA)).sheets == {}
    await desk.topics.remove(ANNA, "kronstadt")

    assert "kronstadt" not in (await desk.holdings(ANNA)).topics
    assert (await desk.holdings(ELSEWHERE)).topics["kronstadt"] == curated["kronstadt"]
