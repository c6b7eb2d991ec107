"""A topic is found by what members call it, and no other topic is."""

from __future__ import annotations

import pytest

from bot.library.library import Library


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("kronstadt", "kronstadt"),
        ("wat vinden ze van Kronstadt?", "kronstadt"),
        ("what do they say about the Red Army?", "rode-leger"),
        ("Makno", "machno"),
        ("burocratie", "bureaucratie"),
        ("de NEP", "nep"),
        ("the civil war", "burgeroorlog"),
        ("rol van vrouwen", "vrouwenrechten"),
        ("nationale kwestie", "nationale-kwestie"),
        ("eenpartijstaat", "eenpartijstaat"),
        ("one-party state", "eenpartijstaat"),
    ],
)
def test_a_topic_is_found_by_any_of_its_names(library: Library, asked: str, key: str) -> None:
    topic = library.positions(asked).topic

    assert topic
    assert topic.key == key


@pytest.mark.parametrize("asked", ["partij", "factory", "rol van de partij", "Korea", "bitcoin", "II", "war"])
def test_what_only_resembles_a_name_is_no_topic(library: Library, asked: str) -> None:
    assert library.positions(asked).topic is None


@pytest.mark.parametrize("asked", ["Korea", "Tweede Internationale", "Marx", "Holodomor", "Hongarije 1956"])
def test_what_the_texts_do_not_speak_of_leaves_everybody_silent(library: Library, asked: str) -> None:
    assert not any(side.results for side in library.positions(asked).sides)


def test_topics_near_a_silent_authors_are_ones_on_which_they_speak(library: Library) -> None:
    given = library.positions("kronstadt")

    assert given.related
    assert all(of.topic.sides["westerlund"] for of in given.related)


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_a_topic_on_which_somebody_speaks_can_be_quoted_by_its_title(library: Library, locale: str) -> None:
    spoken = [topic for topic in library.curated.topics.values() if any(topic.sides.values())]
    lacking = [topic.key for topic in spoken if not library.quote(topic.title[locale], limit=1).results]

    assert len(spoken) > 100
    assert lacking == []


def test_the_chosen_quotes_of_a_topic_come_where_search_finds_nothing(library: Library) -> None:
    asked = "Ontstaan van het stalinisme"
    pins = library.positions(asked).sides
    every = library.quote(asked, limit=50).results

    assert {result.quote for result in every} == {result.quote for side in pins for result in side.results}
    assert library.quote(asked, limit=2, offset=2).results == every[2:4]
    assert not library.quote(asked, limit=2, offset=len(every)).results
    assert {library.work_of(of.quote.passage).author_key for of in library.quote(asked, "storm").results} == {"storm"}
