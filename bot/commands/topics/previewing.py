"""Shows a topic under work as members would see it: what each author says, and what to look at before it is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

from bot.commands.place import place_of
from bot.commands.quoting import quotation
from bot.communities.desk import Desk
from bot.communities.likeness import alike
from bot.communities.working import Work
from bot.corpus.topics import Topic
from bot.library.answers import Positions, Side
from bot.library.library import Library
from bot.library.naming import in_locale
from bot.model import Ask, Message, MessageValue
from bot.reply import Action, Block, Heading, Notice, Quotation, Reply
from bot.store.petitions import WAITING

# A message has room for so many sides; of further ones only a sentence tells.
SIDES = 4


class Previews:
    """Shows topics before they are saved."""

    def __init__(self, library: Library, desk: Desk) -> None:
        self._library = library
        self._desk = desk

    async def reply(self, ask: Ask, work: Work, actions: Sequence[Action], *before: Block) -> Reply:
        """The topic, both sides as members would see them, and what can be done."""
        state = await self._desk.state(ask)
        positions = await asyncio.to_thread(self._library.preview, work.topic, state.holdings)
        others = await asyncio.to_thread(alike, work.topic, state.holdings.names)
        yet = () if before else (Notice(Message("preview-not-yet"), quiet=True),)
        like = (Notice(looks_like(others, ask)),) if others else ()
        blocks = (*before, *yet, *self._head(work.topic), *like, *self._sides(positions, work))
        return Reply(blocks, tuple(actions), private=True)

    async def shown(self, ask: Ask, topic: Topic) -> list[Block]:
        """A topic as it stands."""
        state = await self._desk.state(ask)
        positions = await asyncio.to_thread(self._library.preview, topic, state.holdings)
        return [*self._head(topic), *(block for side in positions.sides[:SIDES] for block in self._quoted(side))]

    def actions(self, work: Work) -> Iterator[Action]:
        """What a moderator can do with a topic under work, or with one that was proposed."""
        number, waiting = work.petition.id, work.petition.state == WAITING
        yield Action("save", as_shown(work), Message("action-accept") if waiting else None)
        yield Action("reword", number)
        for key, name in list(self._library.authors.items())[:SIDES]:
            yield Action("choose", f"{work.petition.id}:{key}:0", Message("action-choose-of", {"author": name}))
        yield Action("decline" if waiting else "discard", number)

    def _head(self, topic: Topic) -> Iterator[Block]:
        yield Heading(Message("positions-title", {"title": topic.title}))
        if topic.question:
            yield Notice(Message("positions-question", {"question": topic.question}))
        if topic.keywords:
            yield Notice(Message("preview-keywords", {"words": ", ".join(topic.keywords)}), quiet=True)
        names = [name for names in topic.names.values() for name in names]
        if names:
            yield Notice(Message("preview-names", {"names": ", ".join(names)}), quiet=True)

    def _sides(self, positions: Positions, work: Work) -> Iterator[Block]:
        for side in positions.sides[:SIDES]:
            yield Notice(self._how(side, work), quiet=True)
            yield from self._quoted(side)
        for side in positions.sides[SIDES:]:
            yield Notice(self._how(side, work), quiet=True)

    def _how(self, side: Side, work: Work) -> Message:
        """Where a side comes from, and whether it is all that it should be."""
        chosen = work.topic.sides.get(side.key)
        count = len(side.results)
        told: dict[str, MessageValue] = {"author": side.author, "count": count}
        if chosen == ():
            return Message("preview-silent", told)
        if not count:
            return Message("preview-chosen-gone" if chosen else "preview-empty", told)
        if chosen:
            return Message("preview-chosen", told)
        return Message("preview-thin" if self._library.thin(side.results) else "preview-found", told)

    def _quoted(self, side: Side) -> Iterator[Quotation]:
        if side.results:
            best = side.results[0]
            yield quotation(self._library, best, Action("context", str(place_of(best.quote))))


def as_shown(work: Work) -> str:
    """What is saved is what was shown: a topic under work is named with how often it was amended by then."""
    return f"{work.petition.id}:{work.petition.version}"


def looks_like(others: Sequence[Topic], ask: Ask) -> Message:
    """Names the topics that one may only repeat."""
    return Message("preview-alike", {"topics": ", ".join(in_locale(other.title, ask.locale) for other in others)})
