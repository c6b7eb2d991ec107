"""What a member of a room may do, from the room's state as the homeserver gives it.

Read by ourselves: matrix-nio gives the creators of rooms of version 12, who stand above all levels, level 0.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from typing import Any

from bot.model import Role
from bot.platforms.matrix.names import STATE

Event = Mapping[str, Any]
"""A raw event; nothing in it is certain to be of the type that it should be."""

POWER_LEVELS = "m.room.power_levels"
CREATOR = 100.0
# From the first on there is no `creator` in the content; from the second on creators have no level but are above all.
SENDER_CREATES, CREATORS_ABOVE = 11, 12
FIRST_VERSION = "1"
STATE_DEFAULT = 50.0
# What version 12 was called while it was tried out.
TRIED_OUT = "org.matrix.hydra."
# Rooms of old have levels as text.
WRITTEN = re.compile(r"\s*[+-]?[0-9]{1,18}\s*", re.ASCII)


def level(user: str, create: Event, power: Event | None) -> float:
    """The level of a user, infinite for creators above all levels; of `m.room.power_levels` there may be no event."""
    version, content = _version(create), _content(create)
    if version >= CREATORS_ABOVE and user in _creators(create):
        return math.inf
    if power is None:
        creator = create.get("sender") if version >= SENDER_CREATES else content.get("creator", create.get("sender"))
        return CREATOR if user == creator and version < CREATORS_ABOVE else 0.0
    levels = _content(power)
    found = _number(_mapping(levels.get("users")).get(user))
    return found if found is not None else _or(levels.get("users_default"), 0.0)


def role(user: str, create: Event, power: Event | None, operators: Collection[str] = ()) -> Role:
    """The role of a user in a room.

    Moderators have the level that the room demands for a state of ours, so that a room decides in its settings who they
    are; managers moreover that for the power levels, with which they could make anyone anything.
    """
    if user in operators:
        return Role.OPERATOR
    has = level(user, create, power)
    if has < demanded(STATE, power):
        return Role.ASKER
    return Role.MANAGER if has >= demanded(POWER_LEVELS, power) else Role.MODERATOR


def demanded(state: str, power: Event | None) -> float:
    """The level that a room demands for a kind of state.

    Without power levels the homeserver demands none; to moderate takes what it takes in other rooms even then.
    """
    levels = _content(power) if power else {}
    default = _or(levels.get("state_default"), STATE_DEFAULT)
    return _or(_mapping(levels.get("events")).get(state), default)


def _version(create: Event) -> float:
    """The version of a room as a number; one that nobody knows is taken for the first."""
    named = str(_content(create).get("room_version", FIRST_VERSION))
    if named.startswith(TRIED_OUT):
        return CREATORS_ABOVE
    return float(named) if WRITTEN.fullmatch(named) else float(FIRST_VERSION)


def _creators(create: Event) -> list[object]:
    further = _content(create).get("additional_creators")
    return [create.get("sender"), *(further if isinstance(further, list) else [])]


def _content(event: Event) -> Mapping[str, Any]:
    return _mapping(event.get("content"))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _or(value: object, default: float) -> float:
    found = _number(value)
    return default if found is None else found


def _number(value: object) -> float | None:
    """A level as it is written; None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return float(max(min(value, 1 << 53), -(1 << 53)))
    return float(value) if isinstance(value, str) and WRITTEN.fullmatch(value) else None
