from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.commands.place import Place, Search, read_place, read_search, shared
from bot.model import Span
from bot.platforms.discord.limits import OverLimit
from bot.platforms.discord.state import Press, custom_ids, keep_whole, read

VERBS = st.text(st.characters(exclude_characters=":"), min_size=1, max_size=12)
TARGETS = st.one_of(st.just(""), st.text(max_size=40), st.just("storm-123:1000-2000+10"))
ACTIONS = st.lists(st.tuples(VERBS, TARGETS), min_size=1, max_size=12)
LONG = " ".join(f"woord{n}" for n in range(25))[:200]


@given(ACTIONS, st.text(max_size=60))
def test_what_fits_comes_back_from_every_button(actions: list[tuple[str, str]], kept: str) -> None:
    assume(all(len(verb) + len(target) < 30 for verb, target in actions))
    ids = custom_ids(actions, kept)

    assert [read(i, ids) for i in ids] == [Press(verb, target, kept) for verb, target in actions]


@given(ACTIONS, st.text(max_size=1000))
def test_ids_are_short_and_differ_and_keep_the_beginning(actions: list[tuple[str, str]], kept: str) -> None:
    ids = custom_ids(actions, kept)

    presses = [read(i, ids) for i in ids]
    assert all(len(i) <= 100 for i in ids)
    assert len(set(ids)) == len(ids)
    assert all(press is not None and kept.startswith(press.shared) for press in presses)
    assert [(p.verb, p.target) for p in presses if p] == actions


@given(st.integers(1, 6), st.integers(0, 300))
def test_what_is_cut_is_cut_after_a_word(buttons: int, length: int) -> None:
    kept = ("storm-4:0-120+0||" + " ".join("abcdefgh"[: 1 + n % 8] for n in range(200)))[:length]
    ids = custom_ids([("context", "")] * buttons, kept)

    press = read(ids[0], ids)

    assert press is not None
    rest = kept[len(press.shared) :]
    assert not rest or not (press.shared[-1:].isalnum() and rest[:1].isalnum())


@given(st.text(max_size=120), st.lists(st.text(max_size=120), max_size=4))
def test_an_id_of_somebody_elses_is_not_read(pressed: str, ids: list[str]) -> None:
    assume(not pressed.startswith("t:"))

    assert read(pressed, ids) is None


def test_a_long_query_is_divided_over_the_buttons_of_a_quote() -> None:
    place = Place("storm-12", Span(100, 345), 3)
    kept = shared(Search(LONG, "storm"), place)

    ids = custom_ids([("next", ""), ("context", ""), ("other", "")], kept)

    for i in ids:
        press = read(i, ids)
        assert press is not None
        assert read_place("", press.shared) == place
        assert read_search(press.shared) == Search(LONG, "storm")


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_divided_state_needs_all_its_parts(part: int) -> None:
    ids = custom_ids([("next", ""), ("context", ""), ("other", "")], LONG)

    assert read(ids[part], [i for i in ids if i != ids[part - 1]]) is None


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "t",
        "t:",
        "t:next",
        "t:next:0/1:9:abc.",
        "t:next:0/1:0:abc",
        "t:next:9/3:0:abc.",
        "t:next:0/0:0:.",
        "t::0/1:0:.",
    ],
)
def test_a_damaged_id_is_not_read(forged: str) -> None:
    assert read(forged, [forged]) is None


@given(st.text(alphabet="t:next0123456789/.|+- \x00\ud800", max_size=60))
def test_a_forged_id_is_read_or_not_but_never_fails(forged: str) -> None:
    press = read(forged, [forged])

    assert press is None or re.match("t:", forged)


def test_a_target_without_room_is_refused() -> None:
    with pytest.raises(OverLimit):
        custom_ids([("open", "x" * 90)], "")


def test_words_are_kept_in_their_order() -> None:
    ids = custom_ids([("next", "")], " ".join(f"{n:03}" for n in range(100)))
    press = read(ids[0], ids)

    assert press is not None
    assert all(int(a) + 1 == int(b) for a, b in pairwise(press.shared.split()))


def test_what_is_shared_is_kept_whole_up_to_the_last_character_of_room() -> None:
    actions = [("context", ""), ("share", "open:")]
    room = next(length for length in range(300) if not keep_whole(actions, "x" * length)) - 1

    assert read(custom_ids(actions, "x" * room)[0], custom_ids(actions, "x" * room)) == Press("context", "", "x" * room)
    cut = read(custom_ids(actions, "x" * (room + 1))[0], custom_ids(actions, "x" * (room + 1)))
    assert cut
    assert len(cut.shared) <= room
