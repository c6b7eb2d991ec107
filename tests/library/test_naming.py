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
