"""`/positions`: both authors in their own voice, in turn first, silence said plainly."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from bot.app.commands import registry
from bot.commands.opposing import turned
from bot.dispatch.registry import Registry
from bot.library.library import Library
from bot.model import Ask
from bot.reply import Heading, Notice, Quotation, Reply
from tests.texts import Corpus

MONDAY = date(2026, 11, 23)


@pytest.fixture
def on_monday(library: Library) -> Registry:
    return registry(library, random.Random(7), lambda: MONDAY)


def speakers(reply: Reply) -> list[str]:
    return [block.author_key for block in reply.blocks if isinstance(block, Quotation)]


def notices(reply: Reply) -> list[str]:
    return [block.message.key for block in reply.blocks if isinstance(block, Notice)]


async def test_both_authors_stand_one_under_the_other_with_the_question_on_top(on_monday: Registry, ask: Ask) -> None:
    reply = await on_monday.line(ask, "/positions bureaucratie")

    assert isinstance(reply.blocks[0], Heading)
    assert notices(reply) == ["positions-question"]
    assert sorted(speakers(reply)) == ["storm", "westerlund"]
    assert all(quotation.voice.own for quotation in reply.quotations())
    assert not reply.private


async def test_who_says_nothing_on_it_is_said_to_be_silent_with_what_they_do_speak_of(
    on_monday: Registry, ask: Ask
) -> None:
    reply = await on_monday.line(ask, "/positions kronstadt")

    assert speakers(reply) == ["storm"]
    assert {"positions-silent", "positions-related"} <= set(notices(reply))


@pytest.mark.parametrize("asked", ["Makhno", "machno", "makno", "Nestor Makhno"])
async def test_a_topic_is_found_by_any_spelling(on_monday: Registry, ask: Ask, asked: str) -> None:
    reply = await on_monday.line(ask, f"/positions {asked}")

    assert reply.shared.startswith("machno")


async def test_more_of_a_side_gives_that_authors_next_quote_until_there_is_none(on_monday: Registry, ask: Ask) -> None:
    first = await on_monday.line(ask, "/positions bureaucratie")
    seen = {q.quote.passage.id for q in first.quotations() if q.author_key == "storm"}
    more = next((a for a in first.actions if a.verb == "side" and a.target.startswith("storm")), None)

    while more:
        reply = await on_monday.press(ask, more.verb, more.target, first.shared)
        [found] = reply.quotations()
        assert found.author_key == "storm"
        assert found.quote.passage.id not in seen
        seen.add(found.quote.passage.id)
        more = next((a for a in reply.actions if a.verb == "side"), None)

    assert len(seen) >= 3


@pytest.mark.parametrize("target", ["", "storm:99", "niemand:0", "storm:x", "storm"])
async def test_a_side_that_is_not_there_is_told_in_a_sentence(on_monday: Registry, ask: Ask, target: str) -> None:
    reply = await on_monday.press(ask, "side", target, "bureaucratie")

    assert notices(reply) == ["passage-gone"]


async def test_what_nobody_curated_is_found_by_search_and_said_to_be(on_monday: Registry, ask: Ask) -> None:
    reply = await on_monday.line(ask, "/positions sleutelrol van de tsaristische generaals")

    assert "positions-found" in notices(reply)
    assert all(quotation.voice.own for quotation in reply.quotations())


async def test_what_nobody_speaks_of_leaves_everybody_silent_and_is_private(on_monday: Registry, ask: Ask) -> None:
    reply = await on_monday.line(ask, "/positions bitcoin")

    assert reply.private
    assert notices(reply).count("positions-silent") == 2


def test_who_comes_first_turns_by_day_and_differs_by_topic(library: Library) -> None:
    sides = library.positions("bureaucratie").sides
    days = [MONDAY + timedelta(days=n) for n in range(4)]
    firsts = [turned(sides, "bureaucratie", day)[0].key for day in days]

    assert firsts[0] != firsts[1]
    assert firsts[:2] == firsts[2:]
    assert len({turned(sides, topic, MONDAY)[0].key for topic in library.curated.topics}) == 2


def test_a_report_called_the_authors_own_is_what_the_map_prevents(library: Library) -> None:
    sides = {side.key: side for side in library.positions("bureaucratie, heersende klasse, Marot").sides}

    assert all("In de eerste plaats: de Linkse Oppositie" not in r.quote.text for r in sides["storm"].results)


def test_quotes_of_two_sides_about_the_same_aspect_stand_first(corpus: Corpus) -> None:
    corpus.clear()
    corpus.add("een", b"De molen draait goed.\nDe molen maalt koren voor Groningen.\n", author="A. Een")
    corpus.add("twee", b"De molen staat stil.\nGroningen kreeg geen koren van de molen.\n", author="B. Twee")

    [one, two] = corpus.library().positions("molen").sides

    assert "Groningen" in one.results[0].quote.text
    assert "Groningen" in two.results[0].quote.text
