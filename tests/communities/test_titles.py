"""No two topics that a community sees have the same title, whichever way they are called so; on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.communities.desk import Desk
from bot.communities.keeper import TOPIC
from bot.communities.sheets import Sheet
from bot.communities.titles import Twin, twin
from bot.communities.wishes import wish
from bot.corpus.topics import Topic
from bot.errors import BadInput, BotError, Conflict
from bot.model import Ask, Upload
from tests.communities.asking import moderator

ANNA, BRAM = moderator("anna"), moderator("bram")
CURATED = {"kou": Topic("kou", {"nl": "Kou"}, {}, {}, {})}


async def added(desk: Desk, title: str, ask: Ask = ANNA) -> str:
    return (await desk.workbench.save(ask, await desk.workbench.begin(ask, wish(title)))).key


async def renamed(desk: Desk, key: str) -> None:
    await desk.topics.rename(ANNA, key, "KRONSTÁDT!")


async def edited(desk: Desk, key: str) -> None:
    work = await desk.workbench.take_up(ANNA, key)
    await desk.workbench.save(ANNA, await desk.workbench.reword(ANNA, work, wish("kronstadt")))


async def added_again(desk: Desk, key: str) -> None:
    await added(desk, "Kronstadt")


async def imported(desk: Desk, key: str) -> None:
    await desk.importing.plan(ANNA, Upload("x", f"[topics.{key}]\ntitle = {{en = 'Kronstadt'}}".encode()))


WAYS = [renamed, edited, added_again, imported]


@pytest.mark.parametrize("way", WAYS)
async def test_a_topic_is_not_called_as_another_is(either: Desk, way: Callable[[Desk, str], Awaitable[None]]) -> None:
    key = await added(either, "Brood")

    with pytest.raises(BotError) as e:
        await way(either, key)
    assert (type(e.value), e.value.values["title"]) in ((Conflict, "Kronstadt"), (BadInput, "Kronstadt"))
    assert (await either.state(ANNA)).revision == 1


async def test_a_title_that_was_taken_meanwhile_is_not_brought_back(either: Desk) -> None:
    key = await added(either, "Brood")
    removed = await either.topics.remove(ANNA, key)
    hidden = await either.topics.remove(ANNA, "kronstadt")
    for title in ("Brood", "Kronstadt"):
        await added(either, title, BRAM)

    for number in (removed, hidden):
        with pytest.raises(Conflict):
            await either.changes.undo(ANNA, number, {TOPIC})
    assert (await either.state(ANNA)).revision == 5


async def test_of_two_who_call_different_topics_the_same_at_once_one_does(either: Desk) -> None:
    keys = [await added(either, title) for title in ("Brood", "Meel")]

    done = await asyncio.gather(*(either.topics.rename(ANNA, key, "Graan") for key in keys), return_exceptions=True)

    assert sorted(type(of).__name__ for of in done) == ["Conflict", "int"]


async def test_an_import_that_would_take_a_title_that_somebody_took_meanwhile_is_not_made(either: Desk) -> None:
    file = Upload("x", b"[topics.a]\ntitle = {nl = 'Brood'}\n[topics.b]\ntitle = {nl = 'Meel'}\n")
    plan = await either.importing.plan(ANNA, file)
    await added(either, "Brood", BRAM)

    with pytest.raises(Conflict):
        await either.importing.apply(ANNA, plan.petition.id)
    assert (await either.state(ANNA)).sheets.keys() == {"brood"}


async def test_two_topics_of_one_file_are_not_called_the_same(desk: Desk) -> None:
    file = Upload("x", b"[topics.a]\ntitle = {nl = 'Brood'}\n[topics.b]\ntitle = {en = 'brood'}\n")

    with pytest.raises(BadInput, match="import-title"):
        await desk.importing.plan(ANNA, file)


def titled(*titles: str) -> Sheet:
    return Sheet(title=dict(zip(("nl", "en"), titles, strict=False)))


def test_a_topic_keeps_the_titles_that_it_has_and_may_have_one_that_is_not_seen() -> None:
    both = {"a": titled("Brood"), "b": titled("Brood")}

    assert twin({}, ["b"], {"b": titled("Brood")}, both) is None
    assert twin({}, ["b"], {"b": titled("Meel")}, both) == Twin("b", "a", "Brood")
    assert twin({}, ["b"], {}, {"a": Sheet({"nl": "Brood"}, hidden=True), "b": titled("Brood")}) is None
    assert twin({}, ["a"], {}, {"a": titled("Brood", "Brood")}) is None


def test_what_a_community_says_of_a_curated_topic_is_held_to_the_titles_that_are_seen() -> None:
    assert twin(CURATED, ["a"], {}, {"a": titled("Kou")}) == Twin("a", "kou", "Kou")
    assert twin(CURATED, ["a"], {}, {"a": titled("Kou"), "kou": titled("Vorst")}) is None
    assert twin(CURATED, ["kou"], {"kou": titled("Vorst")}, {"a": titled("Kou")}) == Twin("kou", "a", "Kou")


def test_titles_without_a_word_are_the_same_only_where_their_signs_are() -> None:
    assert twin({}, ["a"], {}, {"a": titled("★"), "b": titled("☆")}) is None
    assert twin({}, ["a"], {}, {"a": titled("★"), "b": titled("★")}) == Twin("a", "b", "★")
