from __future__ import annotations

from bot.latest import Latest


def filled(most: int, *keys: str) -> Latest[str, str]:
    made: Latest[str, str] = Latest(most)
    for key in keys:
        made.keep(key, key.upper())
    return made


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    latest = filled(2, "a", "b")
    assert latest.get("a") == "A"
    latest.keep("c", "C")

    assert list(latest) == ["a", "c"]
    assert latest.get("b") is None
    assert len(latest) == 2


def test_what_is_kept_again_is_used_and_takes_no_more_room() -> None:
    latest = filled(2, "a", "b")
    latest.keep("a", "other")
    latest.keep("c", "C")

    assert [latest.get(key) for key in "abc"] == ["other", None, "C"]


def test_whether_something_is_known_can_be_asked_without_using_it() -> None:
    latest = filled(2, "a", "b")
    assert "a" in latest
    latest.keep("c", "C")

    assert list(latest) == ["b", "c"]


def test_keys_are_dropped_on_the_way_through_them_and_one_that_is_not_known_never_fails() -> None:
    latest = filled(3, "a", "b", "c")
    for key in latest:
        if key != "b":
            latest.drop(key)
    latest.drop("z")

    assert list(latest) == ["b"]
