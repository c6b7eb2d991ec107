"""The actions that lead from a quote into the text around it: context, wider and narrower, on into its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.commands.held import Held
from bot.commands.place import Place, View, place_of, read_place, read_view
from bot.commands.quoting import quotation
from bot.dispatch.command import action
from bot.errors import NotFound
from bot.library.holdings import Holdings
from bot.library.library import Library
from bot.model import Ask, Message, Quote
from bot.reply import Action, Block, Heading, Notice, Reply, part, parted

BEFORE, AFTER = -1, 1
Step = Callable[[Quote, Quote], Quote]


class Surrounding:
    """Shows what stands around a quote. The context is for the asker alone; all else takes the place of what it was."""

    def __init__(self, library: Library, held: Held) -> None:
        self._library = library
        self._held = held

    @action("context")
    async def context(self, ask: Ask, target: str, kept: str) -> Reply:
        """The sentences around a quote, to the asker alone."""
        place, begin = parted(target)
        held = await self._held(ask)
        asked = await self._library.consult(self._asked, read_place(place, kept), held)
        return replace(await self._library.consult(self._around, asked, held, begin), private=True)

    @action("return")
    async def back_to_quote(self, ask: Ask, target: str, kept: str) -> Reply:
        """The sentences around the quote that was asked about, from wherever the reader has gone."""
        held = await self._held(ask)
        asked = await self._library.consult(self._asked, read_view(kept).asked, held)
        return await self._library.consult(self._around, asked, held)

    @action("view")
    async def view(self, ask: Ask, target: str, kept: str) -> Reply:
        """What is looked at, to be read from another place in it on."""
        _, begin = parted(target)
        held = await self._held(ask)
        return await self._library.consult(self._stepped, kept, lambda shown, _asked: shown, held, begin)

    @action("wider")
    async def wider(self, ask: Ask, target: str, kept: str) -> Reply:
        """Some sentences more on both sides."""
        held = await self._held(ask)
        return await self._library.consult(self._stepped, kept, lambda shown, _: self._library.wider(shown).quote, held)

    @action("narrower")
    async def narrower(self, ask: Ask, target: str, kept: str) -> Reply:
        """Some sentences less on both sides, as far as the quote that was asked about."""
        return await self._library.consult(self._stepped, kept, self._narrower, await self._held(ask))

    @action("before")
    async def before(self, ask: Ask, target: str, kept: str) -> Reply:
        """The paragraph before, in the same work."""
        return await self._library.consult(self._beside, kept, BEFORE, await self._held(ask))

    @action("after")
    async def after(self, ask: Ask, target: str, kept: str) -> Reply:
        """The paragraph after, in the same work."""
        return await self._library.consult(self._beside, kept, AFTER, await self._held(ask))

    def _asked(self, place: Place, held: Holdings) -> Quote:
        return self._library.at(place.passage, place.span, holdings=held).quote

    def _viewed(self, kept: str, held: Holdings) -> tuple[Quote, Quote]:
        """What is looked at, and what was asked about."""
        view = read_view(kept)
        return self._asked(view.shown, held), self._asked(view.asked, held)

    def _around(self, asked: Quote, held: Holdings, begin: int | None = None) -> Reply:
        return self._reply(self._library.context(asked).quote, asked, held, begin)

    def _stepped(self, kept: str, step: Step, held: Holdings, begin: int | None = None) -> Reply:
        """What a step from what is looked at leads to."""
        shown, asked = self._viewed(kept, held)
        return self._reply(step(shown, asked), asked, held, begin)

    def _beside(self, kept: str, step: int, held: Holdings) -> Reply:
        """The next paragraph on one side; one that is banned is passed over, and that is said."""
        shown, asked = self._viewed(kept, held)
        beside = self._neighbour(shown, step, held)
        reply = self._reply(beside, asked, held)
        if beside.passage.number == shown.passage.number + step:
            return reply
        return replace(reply, blocks=(Notice(Message("passage-banned"), quiet=True), *reply.blocks))

    def _narrower(self, shown: Quote, asked: Quote) -> Quote:
        if not _holds(shown, asked):
            raise NotFound("passage-gone")
        return self._library.narrower(shown, asked.span).quote

    def _neighbour(self, shown: Quote, step: int, held: Holdings) -> Quote:
        passage = self._library.neighbour(shown.passage, step, held)
        if passage is None:
            raise NotFound("passage-banned" if self._library.neighbour(shown.passage, step) else "passage-gone")
        return self._library.whole(passage).quote

    def _reply(self, shown: Quote, asked: Quote, held: Holdings, begin: int | None = None) -> Reply:
        whole = self._library.whole(shown.passage).quote
        result = self._library.at(shown.passage.id, shown.span, holdings=held)
        block = quotation(self._library, result, Action("view"), begin, asked)
        blocks = (*self._above(shown, whole), block, *self._below(shown, whole))
        kept = str(View(place_of(shown), place_of(asked)))
        return Reply(blocks, tuple(self._actions(shown, asked, whole, held)), kept, again=part(Action("view"), begin))

    def _above(self, shown: Quote, whole: Quote) -> Iterator[Block]:
        heading = self._library.heading(shown.passage)
        if heading and shown.span.start == whole.span.start:
            yield Heading(Message("context-section", {"section": heading}))

    def _below(self, shown: Quote, whole: Quote) -> Iterator[Block]:
        following = self._library.neighbour(shown.passage, AFTER)
        heading = self._library.heading(following) if following else ""
        if heading and shown.span.end == whole.span.end:
            yield Notice(Message("context-section-follows", {"section": heading}), quiet=True)

    def _actions(self, shown: Quote, asked: Quote, whole: Quote, held: Holdings) -> Iterator[Action]:
        if _holds(shown, asked) and shown != asked:
            yield Action("narrower")
        if shown != whole:
            yield Action("wider")
        if self._library.neighbour(shown.passage, BEFORE, held):
            yield Action("before")
        if self._library.neighbour(shown.passage, AFTER, held):
            yield Action("after")
        if shown.passage != asked.passage:
            yield Action("return")
        yield Action("cite")
        yield Action("report")


def _holds(shown: Quote, asked: Quote) -> bool:
    same = shown.passage == asked.passage
    return same and shown.span.start <= asked.span.start and asked.span.end <= shown.span.end
