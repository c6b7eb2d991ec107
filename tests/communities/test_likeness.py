from __future__ import annotations

import pytest

from bot.communities.likeness import SHOWN, alike, same_title
from bot.corpus.topics import Topic
from bot.library.library import Library
from bot.library.naming import TopicNames


def topic(key: str, title: str, *names: str) -> Topic:
    return Topic(key, {"nl": title}, {"nl": names}, {}, {})


OTHERS = [topic("brood", "Brood en honger", "graan"), topic("kou", "Winterkou"), topic("leger", "Het Rode Leger")]


def called(library: Library, *topics: Topic) -> TopicNames:
    """What these topics are called, and no others."""
    return library.holdings({of.key: of for of in topics}).names


@pytest.mark.parametrize(
    "new",
    [
        topic("", "Brood en honger"),
        topic("", "BRÓÓD  en honger!"),
        topic("", "Brod en honger"),
        topic("", "Graan"),
        topic("", "Iets anders", "graan"),
        topic("", "Iets anders", "brood en hongr"),
    ],
)
def test_the_same_title_another_name_and_what_is_near_are_found(library: Library, new: Topic) -> None:
    assert [found.key for found in alike(new, called(library, *OTHERS))] == ["brood"]


def test_what_is_not_alike_is_not_found_and_a_topic_is_not_like_itself(library: Library) -> None:
    assert alike(topic("", "Vrede"), called(library, *OTHERS)) == []
    assert alike(OTHERS[0], called(library, *OTHERS)) == []
    assert alike(topic("", "Vrede"), called(library)) == []


def test_the_most_alike_come_first_and_few_are_shown(library: Library) -> None:
    others = [topic(f"t{n}", f"De grote hongersnoo{n}") for n in range(6)]
    found = alike(topic("", "De grote hongersnood"), called(library, *others, topic("same", "De grote hongersnood")))

    assert (found[0].key, len(found)) == ("same", SHOWN)


def test_a_title_is_the_same_in_any_spelling_and_another_name_is_no_title() -> None:
    topics = {of.key: of for of in OTHERS}

    assert same_title(topics, ["het rode LEGER"]) == "leger"
    assert same_title(topics, ["graan"]) == ""
