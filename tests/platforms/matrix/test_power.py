from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Role
from bot.platforms.matrix.names import STATE
from bot.platforms.matrix.power import demanded, level, role

ANNA, BEN, CARLA = "@anna:a", "@ben:b", "@carla:c"


def create(version: str | None = "11", **content: object) -> dict[str, Any]:
    """The first event of a room that Anna created."""
    named = {} if version is None else {"room_version": version}
    return {"type": "m.room.create", "sender": ANNA, "content": {**named, **content}}


def power(**content: object) -> dict[str, Any]:
    return {"type": "m.room.power_levels", "sender": ANNA, "content": content}


@pytest.mark.parametrize("version", ["12", "13", "org.matrix.hydra.11"])
def test_creators_of_newer_rooms_stand_above_all_levels(version: str) -> None:
    made = create(version, additional_creators=[BEN])

    assert level(ANNA, made, power(users={CARLA: 100})) == math.inf
    assert level(BEN, made, None) == math.inf
    assert level(CARLA, made, power(users={CARLA: 100})) == 100
    assert role(ANNA, made, power(users={}, events={STATE: 1000})) is Role.MANAGER


@pytest.mark.parametrize("version", [None, "1", "6", "11", "unheard-of"])
def test_creators_of_older_rooms_have_the_level_that_they_are_given(version: str | None) -> None:
    assert level(ANNA, create(version, additional_creators=[ANNA]), power(users={ANNA: 7})) == 7
    assert level(ANNA, create(version), power(users_default=3)) == 3
    assert level(ANNA, create(version), power()) == 0


def test_without_levels_the_creator_has_a_hundred_and_others_none() -> None:
    assert level(ANNA, create("11"), None) == 100
    assert level(BEN, create("11"), None) == 0
    assert level(BEN, create("9", creator=BEN), None) == 100
    assert level(ANNA, create("9", creator=BEN), None) == 0
    assert level(BEN, create("11", creator=BEN), None) == 0
    assert level(CARLA, create("12"), None) == 0


@pytest.mark.parametrize("written", ["50", " 50 ", "+50", 50])
def test_levels_of_old_rooms_may_be_written_as_text(written: object) -> None:
    assert level(BEN, create("5"), power(users={BEN: written})) == 50
    assert level(BEN, create("5"), power(users_default=written)) == 50


@pytest.mark.parametrize(
    ("has", "asked", "expected"),
    [
        (49, {}, Role.ASKER),
        (50, {"events": {"m.room.power_levels": 100}}, Role.MODERATOR),
        (100, {"events": {"m.room.power_levels": 100}}, Role.MANAGER),
        (50, {}, Role.MANAGER),
        (20, {"state_default": 20}, Role.MANAGER),
        (60, {"events": {STATE: 75}}, Role.ASKER),
        (10, {"events": {STATE: "10"}, "state_default": 50}, Role.MODERATOR),
        (0, {"events": {STATE: 0}}, Role.MODERATOR),
    ],
)
def test_the_room_decides_whom_it_takes_for_a_moderator(has: int, asked: dict[str, Any], expected: Role) -> None:
    assert role(BEN, create(), power(users={BEN: has}, **asked)) is expected


def test_without_levels_nobody_but_the_creator_moderates() -> None:
    assert role(ANNA, create(), None) is Role.MANAGER
    assert role(BEN, create(), None) is Role.ASKER
    assert demanded(STATE, None) == 50


def test_an_operator_is_one_in_every_room() -> None:
    assert role(CARLA, create(), power(users={CARLA: -5}), {CARLA}) is Role.OPERATOR


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | st.just(BEN),
    lambda of: st.lists(of, max_size=3) | st.dictionaries(st.sampled_from([BEN, STATE, "x"]), of, max_size=3),
    max_leaves=6,
)
LEVELS = st.dictionaries(st.sampled_from(["users", "users_default", "events", "state_default"]), JSON)
MADE = st.dictionaries(st.sampled_from(["room_version", "creator", "additional_creators"]), JSON)


@given(MADE | JSON, LEVELS | JSON)
def test_whatever_stands_in_the_events_there_is_a_role(made: object, levels: object) -> None:
    found = role(BEN, {"sender": ANNA, "content": made}, {"content": levels})

    assert found in (Role.ASKER, Role.MODERATOR, Role.MANAGER)
