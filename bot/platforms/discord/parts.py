"""Shows of each quotation that is too long for its message a part, with buttons to the parts before and behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.library.parting import after_blanks, part_before, part_from
from bot.model import Message, Quote, Span
from bot.platforms.discord.limits import TEXT
from bot.platforms.discord.markup import mark
from bot.reply import Action, Quotation, Reply, part

# What the small print may grow by, to say that the paragraph begins earlier and goes on.
GOES_ON = 80
# The words on the buttons, by themselves and with whose the quotation is.
EARLIER = ("part-earlier", "part-earlier-of")
LATER = ("part-later", "part-later-of")


def markdown(quotation: Quotation) -> str:
    """The words of a quotation for Discord; what is marked, and the stretch that was asked about, in bold."""
    return mark(quotation.quote.text, _highlights(quotation))


def too_long(reply: Reply) -> bool:
    """Whether the quotations of a reply alone are more than a message holds."""
    return sum(len(quotation.quote.span) for quotation in reply.quotations()) > TEXT


def hollow(reply: Reply) -> Reply:
    """The reply with no words in its quotations: what is left cannot be divided."""
    starts = (quotation.quote.span.start for quotation in reply.quotations())
    return reply.quoting([_cut(q, Span(at, at)) for q, at in zip(reply.quotations(), starts, strict=True)])


def in_parts(reply: Reply, taken: int) -> Reply:
    """The reply with as much of each quotation as there is room for beside `taken` characters."""
    quotations = reply.quotations()
    rooms = _shares([_length(q) for q in quotations], TEXT - taken - GOES_ON * len(quotations))
    parts = [_Part(quotation, room) for quotation, room in zip(quotations, rooms, strict=True)]
    ways = [way for of in parts if of.quotation in reply.blocks for way in of.ways(alone=len(parts) == 1)]
    return replace(reply.quoting([of.shown for of in parts]), actions=(*ways, *reply.actions))


@dataclass(frozen=True)
class _Part:
    """What of a quotation is shown in a room of so many characters of markdown."""

    quotation: Quotation
    room: int

    @cached_property
    def span(self) -> Span:
        """The part, as a stretch of the passage."""
        quotation = self.quotation
        return part_from(quotation.quote, quotation.language, _begin(quotation), self._longest, self._fits)

    @property
    def shown(self) -> Quotation:
        """The part, as a quotation."""
        return _cut(self.quotation, self.span)

    def ways(self, *, alone: bool) -> Iterator[Action]:
        """The ways to the part before and the part behind; they say whose, where the quotation is not alone."""
        quote, again = self.quotation.quote, self.quotation.again
        if again is None:
            return
        if self.span.start > quote.span.start:
            before = part_before(quote, self.quotation.language, self.span.start, self._longest, self._fits)
            yield replace(part(again, before.start), label=self._label(EARLIER, alone=alone))
        behind = after_blanks(quote, self.span.end)
        if behind < quote.span.end:
            yield replace(part(again, behind), label=self._label(LATER, alone=alone))

    def _label(self, keys: tuple[str, str], *, alone: bool) -> Message:
        return Message(keys[0]) if alone else Message(keys[1], {"author": self.quotation.author})

    @property
    def _longest(self) -> int:
        return max(self.room, 1)

    def _fits(self, span: Span) -> bool:
        return len(markdown(_cut(self.quotation, span))) <= self.room


def _begin(quotation: Quotation) -> int:
    return quotation.quote.span.start if quotation.begin is None else quotation.begin


def _cut(quotation: Quotation, span: Span) -> Quotation:
    """The quotation cut down to a stretch of its passage, with the marks that are in it."""
    moved = (words.moved(quotation.quote.span.start - span.start) for words in quotation.marks)
    marks = (Span(max(words.start, 0), min(words.end, len(span))) for words in moved)
    kept = tuple(words for words in marks if words.start < words.end)
    return replace(quotation, quote=Quote(quotation.quote.passage, span), marks=kept)


def _length(quotation: Quotation) -> int:
    """How much markdown a quotation is from where it begins; of a very long one only that it is too much."""
    begin = _begin(quotation)
    return len(markdown(_cut(quotation, Span(begin, min(quotation.quote.span.end, begin + TEXT)))))


def _shares(lengths: Sequence[int], room: int) -> list[int]:
    """How much room each gets: what it needs, or an equal share of what those that need less leave over."""
    shares = [0] * len(lengths)
    order = sorted(range(len(lengths)), key=lambda at: lengths[at])
    for waiting, at in zip(range(len(lengths), 0, -1), order, strict=True):
        shares[at] = min(lengths[at], room // waiting)
        room -= shares[at]
    return shares


def _highlights(quotation: Quotation) -> list[Span]:
    """The marked words, and the stretch that this is the context of; that one counts from the passage's start."""
    if quotation.focus is None:
        return list(quotation.marks)
    return [*quotation.marks, quotation.focus.moved(-quotation.quote.span.start)]
