"""What a command gives back: blocks and actions, with no platform's markup in them.

Every sentence of the interface in a reply is a `Message`, so that a platform can say it in the reader's language; every
quoted character is text that the library cut from a seed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.model import Message, Quote, Span, Voice, Work
from bot.reply.bibliography import Record

# What a form may hold, on whatever platform.
MOST_FIELDS = 5
LONGEST_FIELD = 4000
# A file's name is the bot's own, never what somebody typed.
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
# Between what an action acts on and where its reply is to be read from.
PART = "@"
OFFSET = re.compile(r"[0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done with a reply. `verb` names the handler, `target` what it acts on.

    `label` is given where it is not the verb's own (`action-<verb>`).
    """

    verb: str
    target: str = ""
    label: Message | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quote with its marked words, who speaks, and where it stands.

    `marks` are stretches of `quote.text`. `focus` is the stretch that a wider context was asked for. Where a platform
    cannot show all of it at once, it shows a part from `begin` on (in the passage; the quote's own beginning where it
    is None), and `again` is what gives the quotation anew, to go on from another place in it (`part`).
    """

    quote: Quote
    voice: Voice
    citation: Message
    language: str
    author: str
    author_key: str
    marks: tuple[Span, ...] = ()
    focus: Span | None = None
    begin: int | None = None
    again: Action | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of a list of finds: a quotation, and the action that opens it."""

    quotation: Quotation
    action: Action


@dataclass(frozen=True, slots=True)
class Hits:
    """A list of finds, numbered from `first`."""

    hits: tuple[Hit, ...]
    first: int = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that says what follows."""

    message: Message


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence to the reader: that nothing was found, how a word was read, what to do next."""

    message: Message
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A sentence that leads somewhere: to an earlier post. The address is the platform's, never what somebody typed."""

    message: Message
    address: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who did something, by the platform's id, and when. `member` is None where they were forgotten."""

    member: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A named thing with what is said of it, and who did it where somebody did."""

    title: Message
    lines: tuple[Message, ...] = ()
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A quotation to be shown as a picture, where a platform shows pictures; `dark` is light on dark."""

    quotation: Quotation
    dark: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A quotation to take along, with what a bibliography needs; `bot.reply.citing` makes the texts to copy."""

    quote: Quote
    voice: Voice
    citation: Message
    work: Work
    record: Record


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A text that goes with the reply as a file; its `name` is small letters, digits, dots and hyphens."""

    name: str
    text: str

    def __post_init__(self) -> None:
        if not FILE_NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} cannot be the name of a file")


@dataclass(frozen=True, slots=True)
class Option:
    """One of a few answers to a field: what is chosen, and what it is called."""

    value: str
    label: Message


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to be filled in, under its `label`: text of at most `longest` characters, or one of `choices`.

    `value` stands there at first, or is chosen. A `long` one has room for paragraphs.
    """

    name: str
    label: Message
    hint: Message | None = None
    value: str = ""
    required: bool = True
    longest: int = LONGEST_FIELD
    long: bool = False
    choices: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One to five fields to be filled in. What is filled in goes to the handler `verb`, with `target` and `shared`.

    `again` is the action that gives the form once more, where it could not be shown at once.
    """

    title: Message
    fields: tuple[Field, ...]
    verb: str
    target: str = ""
    again: Action = field(kw_only=True)

    def __post_init__(self) -> None:
        names = {one.name for one in self.fields}
        if not 1 <= len(self.fields) <= MOST_FIELDS or len(names) < len(self.fields):
            raise ValueError("a form has one to five fields, each with a name of its own")


@dataclass(frozen=True, slots=True)
class Poll:
    """A question to everybody, with two or more answers to choose one of, open for so many `hours`."""

    question: Message
    answers: tuple[str, ...]
    hours: int


Block = Quotation | Hits | Heading | Notice | Link | Entry
Content = Block | Picture | Reference | Enclosed
"""What a reply may consist of."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Blocks from top to bottom, and what can be done next.

    `shared` is what all actions need in common (the query); `private` replies are for the asker alone; those that are
    `confidential` are so too where a place has no way to answer one alone, and others stand there. `again` is the
    action that gives the same reply again, needing nothing but its target and `shared`. A `fresh` reply to an action is
    a message of its own, and does not take the place of the one that the action stood under. A reply with a `form` is
    always private; its blocks, if any, are what is shown where a form cannot be. What is said `aside` is for the asker
    alone, apart from the reply. `vain` is what was asked where nothing at all was found on it.

    What a bot says unasked may have more: `name` is what its discussion is called where that gets a place of its own,
    `calls` the role, by the platform's id, of those who want to hear of it, `poll` what it asks everybody.
    """

    blocks: tuple[Content, ...]
    actions: tuple[Action, ...] = ()
    shared: str = ""
    private: bool = False
    locale: str = field(default="")
    again: Action | None = None
    fresh: bool = False
    form: Form | None = None
    aside: tuple[Block, ...] = ()
    vain: str = ""
    name: str = ""
    calls: str = ""
    poll: Poll | None = None
    confidential: bool = False

    def __post_init__(self) -> None:
        if self.form:
            object.__setattr__(self, "private", True)

    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations that the reply shows as text, those of a list included."""
        found: list[Quotation] = []
        for block in self.blocks:
            if isinstance(block, Quotation):
                found.append(block)
            elif isinstance(block, Hits):
                found.extend(hit.quotation for hit in block.hits)
        return tuple(found)

    @property
    def quotes(self) -> bool:
        """Whether anybody is quoted in the reply, as text or in a picture."""
        return bool(self.quotations()) or any(isinstance(block, Picture) for block in self.blocks)

    def quoting(self, quotations: Sequence[Quotation]) -> Reply:
        """The reply with these quotations in the places of its own."""
        left = iter(quotations)
        return replace(self, blocks=tuple(_quoting(block, left) for block in self.blocks))


def _quoting(block: Content, left: Iterator[Quotation]) -> Content:
    if isinstance(block, Quotation):
        return next(left)
    if isinstance(block, Hits):
        return replace(block, hits=tuple(replace(hit, quotation=next(left)) for hit in block.hits))
    return block


def notice(message: Message, *, private: bool = True) -> Reply:
    """A reply of one sentence."""
    return Reply((Notice(message),), private=private)


def part(again: Action, begin: int | None) -> Action:
    """The action that gives a quotation anew, to be read from `begin` (in its passage) on; from its own where None."""
    return again if begin is None else replace(again, target=f"{again.target}{PART}{begin}")


def parted(target: str) -> tuple[str, int | None]:
    """What an action acts on, and where the quotation in its reply is to be read from, if that is said."""
    place, _, begin = target.partition(PART)
    return place, int(begin) if OFFSET.fullmatch(begin) else None
