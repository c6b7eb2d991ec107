"""The rooms where the bot is, as their state tells of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.platforms.matrix.names import POSTS
from bot.platforms.matrix.synced import (
    ALIAS,
    CHILD,
    CREATE,
    ENCRYPTION,
    MEMBER,
    NAME,
    PARENT,
    POWER,
    TOMBSTONE,
    Event,
    Joined,
    state_key,
)
from bot.platforms.matrix.untrusted import mapping, string

PLATFORM = "matrix"
SPACE = "m.space"
NOTHING: Event = {"content": {}}


@dataclass
class Room:
    """A room by its id, which says nothing by itself.

    How many are in it (`count`, those included who are asked to be) and who (`members`) may have to be asked.
    """

    id: str
    state: dict[tuple[str, str], Event] = field(default_factory=dict, repr=False)
    count: int | None = None
    members: Mapping[str, str] | None = field(default=None, repr=False)

    def take(self, news: Joined) -> None:
        """What became of the room."""
        for event in (*news.state, *news.events):
            key = state_key(event)
            if key is not None and event["type"] != MEMBER:
                self.state[event["type"], key] = event
        # Who said something is told of every time; who came and went, where it happened.
        if news.limited or any(event["type"] == MEMBER for event in news.events):
            self.members = self.count = None
        self.count = self.count if news.members is None else news.members

    @property
    def creation(self) -> Event:
        """The event that made it."""
        return self.state.get((CREATE, ""), NOTHING)

    @property
    def power(self) -> Event | None:
        """The event with the levels of its members, where there is one."""
        return self.state.get((POWER, ""))

    @property
    def is_space(self) -> bool:
        """Whether it holds rooms, and no messages."""
        return string(self.creation["content"].get("type")) == SPACE

    @property
    def is_encrypted(self) -> bool:
        """Whether what is said there is to be encrypted; once so, for ever."""
        return (ENCRYPTION, "") in self.state

    @property
    def name(self) -> str | None:
        """What it is called, or else its address."""
        called = string(self._content(NAME, "").get("name"))
        return called or string(self._content(ALIAS, "").get("alias"))

    @property
    def posts(self) -> str:
        """As what kind of message the room wants the posts of each day, where it says so."""
        return string(self._content(POSTS, "").get("msgtype")) or ""

    @property
    def replacement(self) -> str | None:
        """The room that has taken its place."""
        return string(self._content(TOMBSTONE, "").get("replacement_room"))

    @property
    def predecessor(self) -> str | None:
        """The room whose place it has taken."""
        return string(mapping(self.creation["content"].get("predecessor")).get("room_id"))

    def holds(self, room: str) -> bool:
        """Whether it is a space that says it holds this room."""
        return self.is_space and _stands(self._content(CHILD, room))

    def parents(self) -> Iterator[str]:
        """The spaces that the room says it is in, the one first that it says is the first."""
        said = [key for kind, key in self.state if kind == PARENT and _stands(self._content(PARENT, key))]
        yield from sorted(said, key=lambda of: (self._content(PARENT, of).get("canonical") is not True, of))

    def _content(self, kind: str, key: str) -> Event:
        return mapping(self.state.get((kind, key), NOTHING).get("content"))


class Rooms:
    """The rooms where the bot is, by id."""

    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}
        # Whether the homeserver has told of all of them since the process began.
        self.complete = False

    def __iter__(self) -> Iterator[Room]:
        return iter(list(self._rooms.values()))

    def __contains__(self, room: str) -> bool:
        return room in self._rooms

    def get(self, room: str) -> Room | None:
        """The room of that id; None where the bot is not there."""
        return self._rooms.get(room)

    def take(self, news: Joined) -> Room:
        """What became of a room; it may be a new one."""
        room = self._rooms.setdefault(news.room, Room(news.room))
        room.take(news)
        return room

    def drop(self, room: str) -> None:
        """The bot is no longer there."""
        self._rooms.pop(room, None)

    @property
    def moving(self) -> bool:
        """Whether the bot is in a room and in the one that took its place."""
        new = ((room.id, self._rooms.get(room.replacement or "")) for room in self)
        return any(of is not None and of.predecessor == old for old, of in new)

    def home(self, room: Room) -> Room:
        """The room that a room's community is called after: the space that it is in, or the room itself.

        Both must say so: else whoever makes a space would have the rooms of others, or a room what a space owns.
        """
        spaces = (self._rooms.get(parent) for parent in room.parents())
        return next((space for space in spaces if space and space.holds(room.id)), room)


class Names(Mapping[str, str]):
    """What rooms are called, by id, as they are called now."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def __getitem__(self, room: str) -> str:
        """The name of a room, or its address; KeyError where it has neither."""
        found = self._rooms.get(room)
        name = found.name if found else None
        if name is None:
            raise KeyError(room)
        return name

    def __iter__(self) -> Iterator[str]:
        return (room.id for room in self._rooms if room.name)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def community_of(room: Room) -> str:
    """How the community of a room or space is called everywhere but on Matrix (`Ask.community`)."""
    return f"{PLATFORM}:{room.id}"


def _stands(relation: Event) -> bool:
    """Whether a relation of space and room holds; one that was taken back has nothing in it."""
    via = relation.get("via")
    return isinstance(via, list) and bool(via)
