"""The frozen nouns that every floor speaks in. Offsets count code points of a seed decoded as UTF-8."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from typing import Literal, TypeAlias

Localised = Mapping[str, str]
"""One text in several languages, by locale (`nl`, `en`)."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the interface: a Fluent key and its values, put into words only when shown."""

    key: str
    values: Mapping[str, MessageValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and what to tell of it."""

    name: str
    well: bool
    told: Message


@dataclass(frozen=True, slots=True)
class Option:
    """An option by its name, with the value that it is given; without a value, any text."""

    name: str
    value: str | bool | None = None
    required: bool = True


@dataclass(frozen=True, slots=True)
class Usage:
    """How a command is used: as a typed `line`, and for platforms that show its options by name."""

    line: str
    command: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the asker's community, by the platform's id, for the bot to post in.

    `lacking` are the Fluent keys of what the bot would have to be allowed there first. In a `forum` each post is a
    thread of its own.
    """

    id: str
    lacking: tuple[str, ...] = ()
    forum: bool = False


@dataclass(frozen=True, slots=True)
class MentionedRole:
    """A role of the asker's community, by the platform's id, for posts of the bot to mention.

    `refused` is the Fluent key of why the asker may not have it mentioned, "" where they may.
    """

    id: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class LocalTime:
    """An instant to be told as the time of whoever reads it, where a platform can, and else in the zone of `at`."""

    at: datetime


MessageValue: TypeAlias = (
    str | int | float | date | datetime | LocalTime | Localised | Usage | Channel | MentionedRole | Message
)
"""What can stand in a sentence: a value, a time, one text in several languages, a usage, a channel, a role, a sentence.
"""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether the other lies in this one."""
        return self.start <= other.start and other.end <= self.end

    def moved(self, by: int) -> Span:
        """The same stretch, so many further on."""
        return Span(self.start + by, self.end + by)

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Work:
    """One text by one author, with the facts that `data/works.toml` records about it."""

    key: str
    author: str
    author_key: str
    title: str
    year: int
    language: str
    source: str
    sha256: str
    body: int
    layout: Literal["lines", "blocks"]
    rights: str
    citation: Localised
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a work, and the passages from `first` up to the next section's."""

    work: str
    title: str
    first: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of a work, never cut and never re-wrapped. `line` counts from 1."""

    work: str
    number: int
    line: int
    start: int
    text: str
    section: str = ""

    @property
    def id(self) -> str:
        """The name under which members and buttons know it, e.g. `storm-4`."""
        return f"{self.work}-{self.number}"

    @property
    def end(self) -> int:
        """Where the passage ends in its file."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Quote:
    """Whole neighbouring sentences of one passage; `span` counts from the passage's own start."""

    passage: Passage
    span: Span

    @property
    def text(self) -> str:
        """The quoted characters, exactly as they stand in the file."""
        return self.passage.text[self.span.start : self.span.end]

    @property
    def start(self) -> int:
        """Where the quote begins in the file."""
        return self.passage.start + self.span.start

    @property
    def end(self) -> int:
        """Where the quote ends in the file."""
        return self.passage.start + self.span.end

    @property
    def before(self) -> bool:
        """Whether the paragraph has text before the quote."""
        return self.span.start > 0

    @property
    def after(self) -> bool:
        """Whether the paragraph goes on after the quote."""
        return self.span.end < len(self.passage.text)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a quote: as the work spells the name, with the key among authors and names where one is known.

    `speaker` is None where nobody has checked (`reviewed` is false then) or the text names nobody; `own` is false then.
    `through` quote the speaker to the author; `heard` is whose words stand in the quote besides;
    `rendered` is true where it is the speaker's view in the words of the author.
    """

    speaker: str | None
    own: bool
    kind: Literal["author", "speech", "report", "mixed"]
    speaker_key: str | None = None
    through: tuple[str, ...] = ()
    heard: str | None = None
    rendered: bool = False
    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class Understood:
    """How one word of a query was read, and by which rule."""

    word: str
    read_as: str
    how: Literal["word", "stem", "compound", "name", "term", "typo", "phrase"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a member handed over; its `name` is what they call it, and says nothing about its content."""

    name: str
    content: bytes


PRIVATE = ":user:"
"""Stands in the name of a community that is one member's own."""


class Role(IntEnum):
    """What the asker may do, as the platform computes it; each role includes those below."""

    ASKER = 0
    MODERATOR = 1
    MANAGER = 2
    OPERATOR = 3


def private_community(platform: str, member: str) -> str:
    """What stands for a community where a member is alone with the bot (`Ask.community`)."""
    return f"{platform}{PRIVATE}{member}"


def by_its_id(place: str) -> str:
    """What a place is called where it has no name."""
    return place


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: from whom, where, and in which languages the answer may be given.

    `locale` is the asker's own, for what only they see, "" where nobody knows it; `public_locale` the community's.
    `place` names the channel, so that the same excerpt is not given there twice running.
    `alone` is true where whatever is answered will be seen by the asker alone.
    `name` is what the community calls the asker; `overheard` says whether others read what is answered in that place,
    `may_post` whether the asker may write to them there.
    `granted` says of groups of commands, by name, whether the community's admins gave them to the asker or took them
    away: over what the `role` says. `communal` is whether the community has others than the asker, and so moderators.
    `called` tells what a place of the community is called.
    """

    locale: str
    public_locale: str
    community: str = ""
    place: str = ""
    member: str = ""
    role: Role = Role.ASKER
    alone: bool = False
    name: str = ""
    overheard: bool = False
    granted: Mapping[str, bool] = field(default_factory=dict)
    may_post: bool = True
    communal: bool = True
    called: Callable[[str], str] = field(default=by_its_id, compare=False)

    @property
    def platform(self) -> str:
        """Which platform the community is on: `discord`, `matrix`, `console`."""
        return self.community.partition(":")[0]
