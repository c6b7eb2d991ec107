"""A passage that a community has banned is in none of its answers; everything else stays in its place."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.topics import Pin
from bot.errors import NotFound
from bot.library.answers import Result
from bot.library.holdings import Holdings
from bot.library.library import Library

QUERIES = [
    "kronstadt",
    "bureaucratie",
    "Lenin en de partij",
    "rode leger",
    "wat zegt Trotski over de bureaucratie?",
    "~Lenin Stalin testament",
    "macht",
    'apparaat speaker:"lenin"',
    "Ontstaan van het stalinisme",
]
PASSAGES = [*(f"storm-{number}" for number in range(1, 25)), *(f"westerlund-{number}" for number in range(1, 40))]
Bans = st.sets(st.sampled_from(PASSAGES), max_size=40)


def banning(library: Library, banned: set[str]) -> Holdings:
    return library.holdings(library.curated.topics, banned)


def ids(results: list[Result] | tuple[Result, ...]) -> set[str]:
    return {result.quote.passage.id for result in results}


def answers(library: Library, query: str, holdings: Holdings) -> list[Result]:
    """All that is answered on a query."""
    given = library.positions(query.partition(" speaker")[0], holdings)
    words = query.partition(" speaker")[0].lstrip("~")
    found = [*library.quote(query, limit=50, holdings=holdings).results]
    found += [result for side in given.sides for result in side.results]
    found += [result for side in library.sides(words, holdings) for result in side.results]
    found += [result for key in library.authors for result in library.candidates(words, key, holdings, 50)]
    found += [other for of in PASSAGES[:3] if (other := library.other(of, words, holdings))]
    return [*found, library.excerpt(None, random.Random(query), holdings=holdings)]


@pytest.mark.parametrize("query", QUERIES)
def test_whatever_is_answered_is_answered_no_more_once_it_is_banned(library: Library, query: str) -> None:
    banned: set[str] = set()
    for _ in range(4):
        found = ids(answers(library, query, banning(library, banned)))
        assert not found & banned
        banned |= set(sorted(found)[::2])

    assert banned


@settings(max_examples=40)
@given(banned=Bans, query=st.sampled_from(QUERIES))
def test_no_answer_holds_a_banned_passage(library: Library, banned: set[str], query: str) -> None:
    assert not ids(answers(library, query, banning(library, banned))) & banned


@pytest.mark.parametrize("passage", PASSAGES)
def test_a_banned_passage_is_refused_wherever_it_is_named(library: Library, passage: str) -> None:
    whole = library.whole(library.passage(passage)).quote
    holdings = banning(library, {passage})

    for ask in (
        lambda: library.quote(passage, holdings=holdings),
        lambda: library.quote(f"[{passage}]", holdings=holdings),
        lambda: library.at(passage, whole.span, holdings=holdings),
    ):
        with pytest.raises(NotFound, match="passage-banned"):
            ask()
    assert library.pinned(Pin(passage, 1, 1), "", holdings) is None
    assert library.pinned(Pin(passage, 1, 1), "") is not None
    assert library.quote(passage).results


@given(banned=Bans, query=st.sampled_from(QUERIES), page=st.integers(1, 6))
def test_pages_with_bans_give_the_other_answers_in_their_order(
    library: Library, banned: set[str], query: str, page: int
) -> None:
    every = library.quote(query, limit=60).results
    left = [result for result in every if result.quote.passage.id not in banned]
    holdings = banning(library, banned)

    pages = [library.quote(query, None, page, offset, holdings).results for offset in range(0, len(left) + page, page)]

    if left:
        assert [result for found in pages for result in found] == left
    else:
        assert not ids(pages[0]) & banned


def test_a_ban_on_all_that_is_found_leaves_what_was_chosen_or_nothing(library: Library) -> None:
    every = ids(library.quote("kronstadt", limit=60).results)

    assert not library.quote("kronstadt", holdings=banning(library, every)).results


def test_what_only_banned_passages_answer_is_not_suggested(library: Library) -> None:
    misspelt = "kronstadt bitcoin"
    suggested = library.quote(misspelt).suggestions
    every = ids([result for word in suggested for result in library.quote(word, limit=60).results])

    assert suggested
    assert not set(suggested) & set(library.quote(misspelt, holdings=banning(library, every)).suggestions)


def test_a_topic_without_its_banned_pins_keeps_the_others_and_searches_where_none_is_left(library: Library) -> None:
    for key in ("bureaucratie", "kronstadt", "eenpartijstaat"):
        for side in library.positions(key).sides:
            first = ids(side.results[:1])
            [left] = [of for of in library.positions(key, banning(library, first)).sides if of.key == side.key]
            if len(ids(side.results)) > 1:
                assert left.results == tuple(of for of in side.results if not ids([of]) & first)
            [other] = [
                of for of in library.positions(key, banning(library, ids(side.results))).sides if of.key == side.key
            ]
            assert other.found == bool(side.results)


def test_a_check_finds_a_banned_passage_too(library: Library) -> None:
    quote = library.quote("kronstadt").results[0].quote

    assert library.verify(quote.text).kind == "verbatim"


def test_a_neighbour_that_is_banned_is_passed_over_and_the_last_one_has_none(library: Library) -> None:
    holdings = banning(library, {"storm-5", "storm-6", "storm-1", "storm-2", "storm-3"})
    four = library.passage("storm-4")

    after = library.neighbour(four, 1, holdings)
    assert after
    assert after.id == "storm-7"
    assert library.neighbour(four, -1, holdings) is None


def test_answers_are_remembered_apart_for_each_set_of_bans(library: Library) -> None:
    first = library.quote("rode leger", limit=1).results[0].quote.passage.id
    for _ in range(2):
        assert library.quote("rode leger", limit=1).results[0].quote.passage.id == first
        banned = library.quote("rode leger", limit=1, holdings=banning(library, {first}))
        assert banned.results[0].quote.passage.id != first
    assert library.answered("rode leger", None, 1, 0, banning(library, {first})) is banned
