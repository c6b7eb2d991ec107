"""Lays a reply out as messages of a room: each plain and the same in HTML, short enough, the files between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.i18n import Languages
from bot.model import Message
from bot.platforms.matrix.markup import Piece, Run, formatted, plain
from bot.platforms.matrix.quoting import quotation
from bot.platforms.matrix.reactions import Offer
from bot.platforms.matrix.splitting import Part, fits, fitting
from bot.platforms.matrix.untrusted import writable
from bot.platforms.matrix.wording import SLASH, Wording
from bot.reply import (
    Content,
    Enclosed,
    Entry,
    Heading,
    Hits,
    Link,
    Notice,
    Picture,
    Quotation,
    Reference,
    Reply,
)
from bot.reply.citing import copies
from bot.reply.telling import entry_lines, label

File: TypeAlias = Picture | Enclosed


@dataclass(frozen=True, slots=True)
class Body:
    """One message: its text plain and as HTML. With a `file` it is that file's.

    Under a picture its text stands; of another file it is what is said where nobody takes the file.
    """

    plain: str
    html: str = ""
    file: File | None = None


class Rendering:
    """Lays out replies for a room where commands begin with `prefix`; `rooms` are names of rooms, by their ids."""

    def __init__(self, languages: Languages, prefix: str = SLASH, rooms: Mapping[str, str] | None = None) -> None:
        self._wording = Wording(languages, prefix, rooms)

    def bodies(self, reply: Reply, offered: Sequence[Offer] = ()) -> list[Body]:
        """The messages of a reply, in its own language; under the last one what can be done with it.

        A form is not shown: `bot.platforms.matrix.forms` asks its fields.
        """
        made = _Bodies()
        for block in reply.blocks:
            if isinstance(block, Enclosed):
                made.whole(block, Piece((Run(writable(block.text)),), "pre"))
                continue
            if isinstance(block, Picture):
                made.begin(block)
            for part in self._block(block, reply.locale):
                made.add(part)
        if offered:
            made.add(self._offers(offered, reply.locale))
        return made.done()

    def _block(self, block: Content, locale: str) -> Iterator[Part]:
        match block:
            case Quotation():
                yield from quotation(block, self._wording, locale)
            case Picture():
                yield from quotation(block.quotation, self._wording, locale)
            case Hits():
                for number, hit in enumerate(block.hits, block.first):
                    above = Piece((Run(f"{number}.", bold=True),))
                    yield from quotation(hit.quotation, self._wording, locale, (above,))
            case Heading():
                yield (Piece(self._wording.runs(block.message, locale), "h4"),)
            case Notice():
                yield (Piece(self._wording.runs(block.message, locale)),)
            case Link():
                there = Run(writable(block.address), address=block.address)
                yield (Piece((*self._wording.runs(block.message, locale), Run(" "), there)),)
            case Entry():
                yield (self._entry(block, locale),)
            case Reference():
                yield from self._copies(block, locale)

    def _entry(self, entry: Entry, locale: str) -> Piece:
        runs = [Run(self._wording.say(entry.title, locale), bold=True)]
        for line in entry_lines(entry):
            runs += [Run("\n"), *self._wording.runs(line, locale)]
        return Piece(tuple(runs))

    def _copies(self, reference: Reference, locale: str) -> Iterator[Part]:
        """Each text to copy under its name, in a block that shows it as it stands."""
        for copy in copies(reference, lambda message: self._wording.say(message, locale)):
            name = Piece((Run(self._wording.say(copy.label, locale), bold=True),))
            yield name, Piece((Run(writable(copy.text)),), "pre", close=True)

    def _offers(self, offered: Sequence[Offer], locale: str) -> Part:
        """What can be done: each sign with its words; neighbours that are called the same together."""
        named: list[tuple[str, list[str]]] = []
        for offer in offered:
            words = self._wording.say(label(offer.action), locale)
            if named and named[-1][0] == words:
                named[-1][1].append(offer.sign)
            else:
                named.append((words, [offer.sign]))
        told = " · ".join(f"{_signs(signs)} {words}" for words, signs in named)
        return (Piece(self._wording.runs(Message("offers", {"actions": told}), locale)),)


def _signs(signs: Sequence[str]) -> str:
    return signs[0] if len(signs) == 1 else f"{signs[0]}–{signs[-1]}"


class _Bodies:
    """The messages as they are filled, from top to bottom."""

    def __init__(self) -> None:
        self._done: list[Body] = []
        self._file: File | None = None
        self._pieces: list[Piece] = []

    def add(self, part: Part) -> None:
        """Adds what is said next, where there is room for it in the message or in one of its own."""
        for some in fitting(part):
            if self._pieces and not fits([*self._pieces, *some]):
                self._end()
            self._pieces += some

    def begin(self, picture: Picture) -> None:
        """Begins the message of a picture: under it stands what is said next."""
        self._end()
        self._file = picture

    def whole(self, file: Enclosed, text: Piece) -> None:
        """The message of a file, with its text where there is room for it, else its name."""
        self._end()
        self._file = file
        self._pieces = [text if fits((text,)) else Piece((Run(file.name),))]
        self._end()

    def done(self) -> list[Body]:
        """All of them."""
        self._end()
        return self._done

    def _end(self) -> None:
        if self._pieces or self._file:
            self._done.append(Body(plain(self._pieces), formatted(self._pieces), self._file))
        self._file, self._pieces = None, []
