"""What a command gives back: blocks and actions, with no platform's markup in them.

Every sentence of the interface in a reply is a `Message`, so that a platform can say it in the reader's language; every
quoted character is text that the library cut from a seed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.model import Message, Quote, Span, Voice, Work
from bot.reply.bibliography import Record


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

    `marks` are stretches of `quote.text`. `focus` is the stretch that a wider context was asked for.
    """

    quote: Quote
    voice: Voice
    citation: Message
    language: str
    author: str
    author_key: str
    marks: tuple[Span, ...] = ()
    focus: Span | None = None


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
class Entry:
    """A named thing with what is said of it, for `/help` and `/sources`."""

    title: Message
    lines: tuple[Message, ...] = ()


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


Block = Quotation | Hits | Heading | Notice | Entry


@dataclass(frozen=True, slots=True)
class Reply:
    """Blocks from top to bottom, and what can be done next.

    `shared` is what all actions need in common (the query); `private` replies are for the asker alone.
    """

    blocks: tuple[Block | Picture | Reference, ...]
    actions: tuple[Action, ...] = ()
    shared: str = ""
    private: bool = False
    locale: str = field(default="")

    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations in the reply, those of a list and of pictures included."""
        found: list[Quotation] = []
        for block in self.blocks:
            if isinstance(block, Quotation):
                found.append(block)
            elif isinstance(block, Hits):
                found.extend(hit.quotation for hit in block.hits)
            elif isinstance(block, Picture):
                found.append(block.quotation)
        return tuple(found)


def notice(message: Message, *, private: bool = True) -> Reply:
    """A reply of one sentence."""
    return Reply((Notice(message),), private=private)
