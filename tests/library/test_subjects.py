"""What is offered while a member types, best first, in the member's language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.library import Library
from bot.library.shelves import Subject
from bot.library.subjects import Subjects, offered

MOST = 25


def titles(library: Library, typed: str, locale: str, *before: Subjects) -> list[str]:
    return [subject.shown(locale) for subject in offered((*before, library.curated.subjects), typed, locale, MOST)]


@pytest.mark.parametrize(
    ("typed", "locale", "first"),
    [
        ("kron", "nl", "Kronstadt"),
        ("KRONSTADT", "en", "Kronstadt"),
        ("kronstadd", "nl", "Kronstadt"),
        ("jronstadt", "nl", "Kronstadt"),
        ("bureau", "nl", "Bureaucratie"),
        ("bureau", "en", "Bureaucracy"),
        ("bureaucracy", "nl", "Bureaucratie"),
        ("bureaucratie", "en", "Bureaucracy"),
        ("bureacratie", "nl", "Bureaucratie"),
        ("bureacracy", "en", "Bureaucracy"),
        ("burocratie", "nl", "Bureaucratie"),
        ("rode leg", "nl", "Rode Leger"),
        ("red arm", "nl", "Rode Leger"),
        ("wereld revolutie", "nl", "Wereldrevolutie"),
        ("één-partijst", "nl", "Eenpartijstaat"),
        ("een partij staat", "en", "One-party state"),
        ("testament", "nl", "Lenins testament"),
        ("testament", "en", "Lenin's testament"),
        ("bucharin", "en", "Nikolai Bukharin"),
        ("boeharin", "nl", "Nikolaj Boecharin"),
        ("moskou", "en", "Moscow"),
        ("moscow", "nl", "Moskou"),
        ("oekraine", "nl", "Oekraïne"),
        ("trosky", "en", "Trotsky's role"),
        ("bolsyewieken", "nl", "Bolsjewieken"),
        ("stryd tegen de bu", "nl", "Strijd tegen de bureaucratie"),
        ("stalinisime", "nl", "Ontstaan van het stalinisme"),
        ("nep en bur", "nl", "NEP en bureaucratisering"),
        ("", "nl", "Eenpartijstaat"),
        ("  ?! ", "en", "One-party state"),
    ],
)
def test_what_is_offered_first(library: Library, typed: str, locale: str, first: str) -> None:
    assert titles(library, typed, locale)[0] == first


@pytest.mark.parametrize("typed", ["voetbal", "pannenkoek", "xyz", "qqqqqq", "zo"])
def test_what_is_nothing_like_a_subject_offers_nothing(library: Library, typed: str) -> None:
    assert titles(library, typed, "nl") == []


def test_a_title_comes_before_another_name_and_a_beginning_before_a_word_inside(library: Library) -> None:
    found = titles(library, "revolutie", "nl")

    assert found.index("Revolutie tegen het stalinisme") < found.index("Wereldrevolutie")


def test_where_nothing_is_typed_topics_come_first_on_which_all_speak(library: Library) -> None:
    listed = library.curated.subjects.listed
    sides = [library.curated.topics[of.key.removeprefix("topic/")].sides.values() for of in listed[:MOST]]

    assert all(all(found) for found in sides)


def test_equal_titles_are_offered_once(library: Library) -> None:
    for typed in ("", "kronstadt", "burgeroorlog", "de"):
        found = [title.casefold() for title in titles(library, typed, "nl")]
        assert len(found) == len(set(found))


def test_of_equally_good_ones_those_of_an_earlier_shelf_come_first(library: Library) -> None:
    own = Subjects([Subject("own/1", {"nl": "Burgerwacht"}), Subject("own/2", {"nl": "Zaken van burgers"})])

    found = titles(library, "burger", "nl", own)

    assert found[0] == "Burgerwacht"
    assert found.index("Burgeroorlog") < found.index("Zaken van burgers")
    assert titles(library, "burgeroorlog", "nl", own)[0] == "Burgeroorlog"


def test_a_title_without_the_members_language_is_shown_in_the_one_it_has() -> None:
    assert [of.shown("en") for of in offered((Subjects([Subject("a", {"nl": "Vrede"})]),), "vred", "en", MOST)] == [
        "Vrede"
    ]


def test_a_subject_is_meant_by_its_key_and_by_a_shortened_title_and_by_no_more() -> None:
    long = Subject("topic/long", {"nl": "Zeer lang " * 30})
    subjects = Subjects([long, Subject("topic/short", {"nl": "Zeer kort"})])

    assert subjects.meant("topic/long") is long
    assert subjects.meant(long.shown("nl")[:99] + "…") is long
    assert subjects.meant("Zeer kort") is None
    assert subjects.meant("…") is None
    assert subjects.meant("iets anders…") is None
    assert subjects.called("zeer KORT") is subjects.listed[1]


@given(st.text(max_size=120), st.sampled_from(["nl", "en"]))
def test_whatever_is_typed_no_more_is_offered_than_asked_for(library: Library, typed: str, locale: str) -> None:
    found = titles(library, typed, locale)

    assert len(found) <= MOST
    assert all(found)
