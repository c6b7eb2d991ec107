"""Chooses the passages of a topic's sides: in a list while it is under work, or at once by `/topic pin`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from typing import Annotated

from bot.commands.quoting import fitting, quotation
from bot.commands.topics.group import TOPIC_GROUP
from bot.commands.topics.making import told_of
from bot.commands.topics.naming import named
from bot.communities.desk import Desk
from bot.communities.keeper import State
from bot.communities.sheets import same_place
from bot.communities.topics import raised, with_pin, without
from bot.communities.working import Work
from bot.corpus.topics import Pin
from bot.dispatch.command import Arg, action, command
from bot.errors import BadInput, NotFound
from bot.library.answers import Result
from bot.library.library import Library
from bot.model import Ask, Message
from bot.reply import Action, Block, Heading, Hit, Hits, Notice, Reply

SHOWN = 5
LIST = re.compile(r"(?P<number>[\w-]{1,16}):(?P<author>[a-z][a-z0-9-]{0,23}):(?P<offset>\d{1,3})")
TAKEN = re.compile(
    r"(?P<number>[\w-]{1,16}):(?P<passage>[a-z][a-z0-9-]{0,23}-\d{1,9}):(?P<first>\d{1,3})-(?P<last>\d{1,3}):(?P<offset>\d{1,3})"
)
# storm-4, storm-4:2 or storm-4:2-3.
PLACE = re.compile(r"\[?(?P<passage>[a-z][a-z0-9-]{0,23}-\d{1,9})\]?(?::(?P<first>\d{1,3})(?:-(?P<last>\d{1,3}))?)?")

Topic = Annotated[str, Arg(complete="topics")]


class Choosing:
    """Lets moderators choose what stands for an author."""

    group = TOPIC_GROUP

    def __init__(self, library: Library, desk: Desk) -> None:
        self._library = library
        self._desk = desk

    @action("choose")
    async def choose(self, ask: Ask, target: str, shared: str) -> Reply:
        """What could stand for an author, to be taken or dropped."""
        wanted = LIST.fullmatch(target)
        if not wanted or wanted["author"] not in self._library.authors:
            raise NotFound("petition-gone")
        work = await self._desk.workbench.work(ask, wanted["number"])
        return await self._list(ask, work, wanted["author"], int(wanted["offset"]))

    @action("take")
    async def take(self, ask: Ask, target: str, shared: str) -> Reply:
        """Takes a quote for its author's side."""
        return await self._turned(ask, target, take=True)

    @action("drop")
    async def drop(self, ask: Ask, target: str, shared: str) -> Reply:
        """Drops a quote that was taken."""
        return await self._turned(ask, target, take=False)

    @action("raise")
    async def move_up(self, ask: Ask, target: str, shared: str) -> Reply:
        """Puts a quote that was taken before the one above it: the first is shown first."""
        work, pin, author, _ = await self._meant(ask, target)
        pins = raised(work.topic.sides.get(author, ()), pin)
        work = await self._desk.workbench.rewrite(ask, work, work.draft.with_side(author, pins)) if pins else work
        return await self._list(ask, work, author, 0)

    @action("mute")
    async def mute(self, ask: Ask, target: str, shared: str) -> Reply:
        """Marks an author silent on the topic."""
        return await self._decided(ask, target, ())

    @action("unmute")
    async def unmute(self, ask: Ask, target: str, shared: str) -> Reply:
        """Leaves an author's side to search again."""
        return await self._decided(ask, target, None)

    @command("pin", examples=["topic pin kronstadt passage=storm-4:1"])
    async def pin(self, ask: Ask, topic: Topic, passage: str) -> Reply:
        """Adds a quote to a topic: a passage, or sentences of it (storm-4:2-3)."""
        found = await named(self._desk, ask, topic)
        pin, author = await asyncio.to_thread(self._own, passage)
        number = await self._desk.topics.pin(ask, found.key, author, pin)
        return told_of("topic-pinned", number, found, seen=True)

    @command("unpin", examples=["topic unpin kronstadt passage=storm-7:4"])
    async def unpin(self, ask: Ask, topic: Topic, passage: str) -> Reply:
        """Takes a quote away from a topic."""
        found = await named(self._desk, ask, topic)
        pin, author = await asyncio.to_thread(self._read, passage)
        chosen = [of for of in found.sides.get(author, ()) if of.passage == pin.passage]
        if ":" not in passage and len(chosen) == 1:
            [pin] = chosen
        number = await self._desk.topics.unpin(ask, found.key, author, pin)
        return told_of("topic-unpinned", number, found, seen=True)

    async def _turned(self, ask: Ask, target: str, *, take: bool) -> Reply:
        work, pin, author, offset = await self._meant(ask, target)
        chosen = work.topic.sides.get(author, ())
        pins = with_pin(chosen, pin) if take else without(chosen, pin)
        draft = work.draft.with_side(author, pins) if pins else work.draft.without_side(author)
        work = await self._desk.workbench.rewrite(ask, work, draft)
        return await self._list(ask, work, author, offset)

    async def _meant(self, ask: Ask, target: str) -> tuple[Work, Pin, str, int]:
        """The topic under work, the quote and its author, and where the list began that the press was under."""
        wanted = TAKEN.fullmatch(target)
        if not wanted:
            raise NotFound("petition-gone")
        work = await self._desk.workbench.work(ask, wanted["number"])
        place = f"{wanted['passage']}:{wanted['first']}-{wanted['last']}"
        pin, author = await asyncio.to_thread(self._own, place)
        return work, pin, author, int(wanted["offset"])

    async def _decided(self, ask: Ask, target: str, pins: tuple[Pin, ...] | None) -> Reply:
        wanted = LIST.fullmatch(target)
        if not wanted or wanted["author"] not in self._library.authors:
            raise NotFound("petition-gone")
        work, author = await self._desk.workbench.work(ask, wanted["number"]), wanted["author"]
        draft = work.draft.without_side(author) if pins is None else work.draft.with_side(author, pins)
        work = await self._desk.workbench.rewrite(ask, work, draft)
        return await self._list(ask, work, author, 0)

    async def _list(self, ask: Ask, work: Work, author: str, offset: int) -> Reply:
        state = await self._desk.state(ask)
        results, more = await asyncio.to_thread(self._candidates, work, author, state, offset)
        chosen = work.topic.sides.get(author)
        name = self._library.authors[author]
        blocks: list[Block] = [
            Heading(Message("choose-title", {"title": work.topic.title, "author": name})),
            Notice(_how(name, chosen), quiet=True),
            *self._choices(work, author, results, offset),
        ]
        lower = () if offset else self._lower(work, author, results)
        actions = (*lower, *self._ways(work, author, offset, offset + len(results) if more else 0))
        return Reply(tuple(blocks), actions, private=True)

    def _ways(self, work: Work, author: str, offset: int, further: int) -> Iterator[Action]:
        number = work.petition.id
        yield Action("preview", number)
        if offset:
            yield Action("choose", f"{number}:{author}:{max(offset - SHOWN, 0)}", Message("action-back"))
        if further:
            yield Action("choose", f"{number}:{author}:{further}", Message("action-page"))
        chosen = work.topic.sides.get(author)
        if chosen != ():
            yield Action("mute", f"{number}:{author}:0")
        if chosen is not None:
            yield Action("unmute", f"{number}:{author}:0")

    def _lower(self, work: Work, author: str, results: Sequence[Result]) -> Iterator[Action]:
        """The way up for each quote that is chosen but for the first."""
        chosen = work.topic.sides.get(author) or ()
        pins = [self._library.pins.pin_of(result.quote) for result in results]
        for number, pin in enumerate(pins[1:], 2):
            if any(same_place(pin, of) for of in chosen):
                yield Action("raise", _target(work, pin, 0), Message("action-raise-of", {"number": number}))

    def _candidates(self, work: Work, author: str, state: State, offset: int) -> tuple[list[Result], bool]:
        """What is chosen and then what search finds, from a place on, as far as there is room; and whether more is."""
        topic = work.topic
        words = topic.keywords or tuple(topic.title.values())
        spoken = " ".join(topic.title.values())
        chosen = [self._library.pinned(pin, spoken, state.holdings) for pin in topic.sides.get(author, ())]
        known = [result for result in chosen if result]
        found = self._library.candidates(words, author, state.holdings, limit=offset + SHOWN + 1)
        taken = {result.quote for result in known}
        every = [*known, *(result for result in found if result.quote not in taken)]
        shown = fitting(every[offset : offset + SHOWN])
        return shown, len(every) > offset + len(shown)

    def _choices(self, work: Work, author: str, results: Sequence[Result], offset: int) -> Iterator[Block]:
        """What is chosen, and under it what could be."""
        chosen = work.topic.sides.get(author) or ()
        hits = [self._hit(work, result, chosen, offset) for result in results]
        taken = [hit for hit in hits if hit.action.verb == "drop"]
        others = [hit for hit in hits if hit.action.verb == "take"]
        if taken:
            yield Hits(tuple(taken), offset + 1)
        if others:
            yield Notice(Message("choose-from"), quiet=True)
            yield Hits(tuple(others), offset + 1 + len(taken))
        if not hits:
            yield Notice(Message("choose-nothing", {"author": self._library.authors[author]}))

    def _hit(self, work: Work, result: Result, chosen: Sequence[Pin], offset: int) -> Hit:
        pin = self._library.pins.pin_of(result.quote)
        verb = "take" if len(without(chosen, pin)) == len(chosen) else "drop"
        return Hit(quotation(self._library, result), Action(verb, _target(work, pin, offset)))

    def _read(self, told: str) -> tuple[Pin, str]:
        """The pin that was named, and the author of its work."""
        found = PLACE.fullmatch(told.strip().casefold())
        if not found:
            raise BadInput("pin-place")
        passage = self._library.passage(found["passage"])
        whole = self._library.pins.pin_of(self._library.whole(passage).quote)
        first = int(found["first"] or whole.first)
        last = int(found["last"] or found["first"] or whole.last)
        author = self._library.work_of(passage).author_key
        pin = self._library.pins.pin_at(passage.id, first, last)
        if pin is None:
            raise BadInput("pin-sentences", passage=passage.id, count=whole.last)
        return pin, author

    def _own(self, told: str) -> tuple[Pin, str]:
        """The same; it must be in the author's own voice."""
        pin, author = self._read(told)
        if not self._library.pins.may_pin(pin, author):
            raise BadInput("pin-not-own", passage=pin.passage)
        return pin, author


def _target(work: Work, pin: Pin, offset: int) -> str:
    return f"{work.petition.id}:{pin.passage}:{pin.first}-{pin.last}:{offset}"


def _how(author: str, chosen: tuple[Pin, ...] | None) -> Message:
    """What has been decided on a side."""
    key = "choose-none" if chosen is None else "choose-some" if chosen else "choose-silent"
    return Message(key, {"author": author, "count": len(chosen or ())})
