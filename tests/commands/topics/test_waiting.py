"""Moderators hear once a day that something waits for them; nobody else does."""

from __future__ import annotations

import pytest

from bot.commands.waiting import AGAIN_S, LOOK_S, Waiting
from bot.communities.desk import Desk
from bot.errors import StoreUnreachable
from bot.i18n import Languages
from bot.reply import Notice
from tests.clock import Clock
from tests.commands.topics.people import Person, aside

ONE = "Er wacht op de moderatoren: één voorstel. Zie /topic review."


async def test_a_moderator_hears_once_that_something_waits_and_members_never(
    anna: Person, ben: Person, bram: Person, carla: Person
) -> None:
    await bram.proposes("Brood")

    assert aside(await carla.run("sources")) == []
    assert aside(await anna.run("sources")) == [ONE]
    assert aside(await anna.run("sources")) == []
    assert len(aside(await ben.run("quote", query="kronstadt"))) == 1


async def test_whoever_looks_at_what_waits_is_not_told_of_it(anna: Person, bram: Person) -> None:
    await bram.proposes("Brood")

    assert aside(await anna.run("topic review")) == []
    assert aside(await anna.run("sources")) == []


async def test_they_are_told_again_after_a_day_and_looked_for_again_soon_where_nothing_waited(
    anna: Person, bram: Person, desk: Desk
) -> None:
    clock = Clock(1.0)
    waiting = Waiting(desk, clock)
    assert await waiting.for_asker(anna.ask) == ()
    await bram.proposes("Brood")
    assert await waiting.for_asker(anna.ask) == ()
    clock.advance(LOOK_S)
    assert len(await waiting.for_asker(anna.ask)) == 1
    clock.advance(AGAIN_S - 1)
    assert await waiting.for_asker(anna.ask) == ()
    clock.advance(1)
    assert len(await waiting.for_asker(anna.ask)) == 1


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"topic": 1}, ("één voorstel", "one proposal")),
        ({"topic": 3, "report": 1}, ("3 voorstellen en één melding", "3 proposals and one report")),
        ({"report": 2}, ("2 meldingen", "2 reports")),
    ],
)
async def test_it_is_told_how_much_of_what(
    anna: Person, languages: Languages, counts: dict[str, int], told: tuple[str, str]
) -> None:
    [block] = await Waiting(_Desk(counts)).for_asker(anna.ask)  # type: ignore[arg-type]

    assert isinstance(block, Notice)
    assert languages.say(block.message, "nl") == f"Er wacht op de moderatoren: {told[0]}. Zie /topic review."
    assert languages.say(block.message, "en") == f"Waiting for the moderators: {told[1]}. See /topic review."


async def test_whoever_is_forgotten_is_told_again(anna: Person, bram: Person, desk: Desk) -> None:
    await bram.proposes("Brood")
    waiting = Waiting(desk, Clock())
    assert len(await waiting.for_asker(anna.ask)) == 1
    waiting.forget(anna.ask)
    assert len(await waiting.for_asker(anna.ask)) == 1


class _Desk:
    """A desk where so many petitions of each kind wait; without counts, whose database is away."""

    def __init__(self, counts: dict[str, int] | None) -> None:
        self.petitions = self
        self._counts = counts

    async def counts_waiting(self, community: str) -> dict[str, int]:
        if self._counts is None:
            raise StoreUnreachable("database-unreachable", database="x", reason="x")
        return self._counts


async def test_without_a_database_nothing_is_told_and_nothing_fails(anna: Person) -> None:
    assert await Waiting(_Desk(None)).for_asker(anna.ask) == ()  # type: ignore[arg-type]
