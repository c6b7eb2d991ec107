"""What a homeserver tells in a sync, read so that no event that is not as it should be takes others with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.errors import PlatformUnreachable
from bot.platforms.matrix.names import POSTS
from bot.platforms.matrix.untrusted import mapping, string

Event: TypeAlias = Mapping[str, Any]

MEMBER, CREATE, POWER, TOMBSTONE = "m.room.member", "m.room.create", "m.room.power_levels", "m.room.tombstone"
PARENT, CHILD = "m.space.parent", "m.space.child"
NAME, ALIAS = "m.room.name", "m.room.canonical_alias"
ENCRYPTION = "m.room.encryption"
MESSAGE, ENCRYPTED, REACTION = "m.room.message", "m.room.encrypted", "m.reaction"
# The kind of the keys that begin talks.
ALGORITHM = "signed_curve25519"

STATE = (CREATE, MEMBER, POWER, TOMBSTONE, PARENT, CHILD, ENCRYPTION, NAME, ALIAS, POSTS)
TIMELINE = (MESSAGE, ENCRYPTED, REACTION, *STATE)
# So many events of a room come with a sync; what came before them is asked for.
AT_ONCE = 20

_NOTHING = {"not_types": ["*"]}
_EVENTS = {"types": list(TIMELINE), "lazy_load_members": True}
FILTER = json.dumps(
    {
        "presence": _NOTHING,
        "account_data": _NOTHING,
        "room": {
            "account_data": _NOTHING,
            "ephemeral": _NOTHING,
            "state": {"types": list(STATE), "lazy_load_members": True},
            "timeline": {**_EVENTS, "limit": AT_ONCE},
        },
    }
)
"""What the bot wants to be told."""

EVENTS_FILTER = json.dumps(_EVENTS)
"""The same of events alone."""


@dataclass(frozen=True, slots=True)
class Joined:
    """News of a room where the bot is.

    `limited` says that its `events` are not all, and those before are to be had from `before` on. `members` is how many
    are there, where that is told.
    """

    room: str
    state: tuple[Event, ...]
    events: tuple[Event, ...]
    limited: bool
    before: str | None
    members: int | None


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation, with what is told of the room before one is in it."""

    room: str
    state: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """What devices told the bot's, who has other devices now or is nobody's concern any more.

    And how many keys to be used once are left on the homeserver, where it tells; whether it has no lasting one left
    that nobody used.
    """

    letters: tuple[Event, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    left: int | None = None
    spent: bool = False


@dataclass(frozen=True, slots=True)
class Sync:
    """All that is new up to `token`."""

    token: str
    joined: tuple[Joined, ...]
    invited: tuple[Invited, ...]
    left: tuple[str, ...]
    keys: Keys = Keys()


def read(answer: Mapping[str, Any]) -> Sync:
    """The news in an answer; PlatformUnreachable where it is none."""
    token = string(answer.get("next_batch"))
    if token is None:
        raise PlatformUnreachable("matrix-unreachable", homeserver="-", reason="sync")
    rooms = mapping(answer.get("rooms"))
    return Sync(
        token,
        tuple(_joined(room, mapping(news)) for room, news in mapping(rooms.get("join")).items()),
        tuple(_invited(room, mapping(news)) for room, news in mapping(rooms.get("invite")).items()),
        tuple(mapping(rooms.get("leave"))),
        _keys(answer),
    )


def events_in(found: object) -> tuple[Event, ...]:
    """The events in a list, those left aside that have no type, sender or content."""
    return tuple(event for event in found if _is_event(event)) if isinstance(found, Iterable) else ()


def state_key(event: Event) -> str | None:
    """Of what an event is the state; None where it is no state."""
    key = event.get("state_key")
    return key if isinstance(key, str) else None


def _joined(room: str, news: Mapping[str, Any]) -> Joined:
    timeline = mapping(news.get("timeline"))
    return Joined(
        room,
        events_in(mapping(news.get("state")).get("events")),
        events_in(timeline.get("events")),
        timeline.get("limited") is True,
        string(timeline.get("prev_batch")),
        _members(mapping(news.get("summary"))),
    )


def _keys(answer: Mapping[str, Any]) -> Keys:
    lists, counts = mapping(answer.get("device_lists")), answer.get("device_one_time_keys_count")
    left, lasting = mapping(counts).get(ALGORITHM, 0), answer.get("device_unused_fallback_key_types")
    return Keys(
        events_in(mapping(answer.get("to_device")).get("events")),
        _users(lists.get("changed")),
        _users(lists.get("left")),
        left if isinstance(counts, Mapping) and isinstance(left, int) else None,
        isinstance(lasting, list) and ALGORITHM not in lasting,
    )


def _users(told: object) -> tuple[str, ...]:
    return tuple(user for user in told if isinstance(user, str)) if isinstance(told, list) else ()


def _members(summary: Mapping[str, Any]) -> int | None:
    """How many are in a room, or asked to be."""
    joined, invited = summary.get("m.joined_member_count"), summary.get("m.invited_member_count", 0)
    return joined + invited if isinstance(joined, int) and isinstance(invited, int) else None


def _invited(room: str, news: Mapping[str, Any]) -> Invited:
    return Invited(room, events_in(mapping(news.get("invite_state")).get("events")))


def _is_event(event: object) -> bool:
    if not isinstance(event, Mapping) or not isinstance(event.get("content"), Mapping):
        return False
    return isinstance(event.get("type"), str) and isinstance(event.get("sender"), str)
