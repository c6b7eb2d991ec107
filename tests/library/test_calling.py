"""Whoever is meant by a name, typed as people type, is found; nobody is where nobody is meant."""

from __future__ import annotations

import pytest

from bot.errors import BadInput
from bot.library.calling import called
from bot.library.library import Library


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("Storm", "storm"),
        ("peter storm", "storm"),
        ("Storm, Peter", "storm"),
        ("  STORM ", "storm"),
        ("peter strom", "storm"),
        ("westerlnd", "westerlund"),
        ("Per-Ake Westerlund", "westerlund"),
        ("per åke westerlund", "westerlund"),
    ],
)
def test_an_author_is_called_in_many_ways(library: Library, told: str, key: str) -> None:
    assert library.author_key(told) == key


@pytest.mark.parametrize("told", ["napoleon", "start", "p", "?!", "storm2", "westerlund storm", "x" * 5000])
def test_nobody_is_called_so(library: Library, told: str) -> None:
    with pytest.raises(BadInput, match="author-unknown"):
        library.author_key(told)


@pytest.mark.parametrize("told", ["trotski", "Trotsky", "Leon Trotsky", "trotksi", "Léon Trotski"])
def test_a_speaker_is_called_in_many_ways(library: Library, told: str) -> None:
    as_listed = library.quote('revolutie speaker:"trotsky"').results

    assert as_listed
    assert library.quote(f'revolutie speaker:"{told}"').results == as_listed


def test_who_could_be_two_is_nobody() -> None:
    assert called("karel", {"karol": "one", "karet": "two"}) is None
    assert called("karel", {"karol": "one", "karet": "one"}) == "one"


@pytest.mark.parametrize("told", ["deel 2 van werk", "napoleon iii"])
def test_a_number_in_a_name_is_not_nearly_another(told: str) -> None:
    assert called(told, {"deel 3 van werk": "work", "napoleon ii": "emperor"}) is None


def test_everybody_who_is_offered_as_a_speaker_is_known_by_key_and_by_title(library: Library) -> None:
    assert len(library.speakers.listed) > 10
    for speaker in library.speakers.listed:
        by_key = library.quote(f'speaker:"{speaker.key}"').results
        assert all(library.quote(f'speaker:"{title}"').results == by_key for title in speaker.title.values())
