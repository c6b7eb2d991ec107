"""Commands that read: `/quote`, `/search`, `/excerpt`, and the actions under their replies."""

from __future__ import annotations

import asyncio
import random
import re
from collections import OrderedDict
from dataclasses import replace
from typing import Annotated

from bot.commands.picturing import Picturing
from bot.commands.place import Search, place_of, read_place, read_search, shared
from bot.commands.quoting import quotation
from bot.dispatch.command import Arg, action, command
from bot.errors import NotFound
from bot.library.answers import Answer, Result
from bot.library.library import Library
from bot.library.question import clean, said_by
from bot.model import Ask, Message, Understood
from bot.reply import Action, Block, Hit, Hits, Notice, Quotation, Reply

HITS = 5
HITS_CHARACTERS = 2400
PLACES_REMEMBERED = 10_000
RANK = re.compile(r"[0-9]{1,4}")

Query = Annotated[str, Arg(complete="subjects")]
Author = Annotated[str, Arg(complete="authors")]
Speaker = Annotated[str, Arg(complete="speakers")]


class Reading:
    """Answers with quotations. Holds only which excerpt each channel saw last, so as not to repeat it."""

    def __init__(self, library: Library, chance: random.Random, picturing: Picturing) -> None:
        self._library = library
        self._chance = chance
        self._picturing = picturing
        self._last: OrderedDict[str, str] = OrderedDict()

    @command("quote", examples=["quote kronstadt", "quote bureaucratie author=storm", "quote apparaat speaker=lenin"])
    async def quote(
        self, ask: Ask, query: Query, author: Author = "", speaker: Speaker = "", *, card: bool = False
    ) -> Reply:
        """A passage about the query, and who speaks in it; as a picture where a card was asked for."""
        reply = await self._quote(Search(clean(said_by(query, speaker)), author), 0)
        return await self._picturing.instead(reply) if card else reply

    @command("search", examples=["search rode leger"])
    async def search(self, ask: Ask, query: Query, author: Author = "", speaker: Speaker = "") -> Reply:
        """A list of the sentences that answer the query; each can be opened."""
        return await self._search(Search(clean(said_by(query, speaker)), author), 0)

    @command("excerpt", examples=["excerpt", "excerpt storm"])
    async def excerpt(self, ask: Ask, author: Author = "") -> Reply:
        """A stretch of text worth reading on its own."""
        seen = self._last.get(ask.place, "")
        result = await asyncio.to_thread(self._library.excerpt, author, self._chance, seen)
        self._remember(ask.place, result)
        actions = (Action("another"), Action("context"), Action("other"), Action("cite"), Action("picture"))
        kept = shared(Search("", author), place_of(result.quote))
        return Reply((self._quotation(result),), actions, kept)

    @action("another")
    async def another(self, ask: Ask, target: str, kept: str) -> Reply:
        """Another excerpt."""
        return await self.excerpt(ask, read_search(kept).author)

    @action("next")
    async def next(self, ask: Ask, target: str, kept: str) -> Reply:
        """The next result of the same query."""
        return await self._quote(read_search(kept), read_place(target, kept).rank + 1)

    @action("page")
    async def page(self, ask: Ask, target: str, kept: str) -> Reply:
        """The list of results from a rank on."""
        rank = int(target) if RANK.fullmatch(target) else 0
        return await self._search(read_search(kept), rank)

    @action("open")
    async def open(self, ask: Ask, target: str, kept: str) -> Reply:
        """A result of a list, with what can be done from there."""
        place, search = read_place(target, kept), read_search(kept)
        result = await asyncio.to_thread(self._library.at, place.passage, place.span, search.query)
        return self._reply(result, search, place.rank, may_go_on=bool(search.query))

    @action("context")
    async def context(self, ask: Ask, target: str, kept: str) -> Reply:
        """The sentences around a quote, to the asker alone."""
        place = read_place(target, kept)
        result = await asyncio.to_thread(self._library.at, place.passage, place.span)
        wider = await asyncio.to_thread(self._library.context, result.quote)
        block = self._quotation(wider, focus=result)
        return Reply((block,), (Action("cite"),), shared(Search(), place_of(wider.quote)), private=True)

    @action("other")
    async def other(self, ask: Ask, target: str, kept: str) -> Reply:
        """The other author's best passage on the same query, or a sentence that there is none."""
        place, search = read_place(target, kept), read_search(kept)
        result = await asyncio.to_thread(self._library.other, place.passage, search.query)
        if result is None:
            passage = await asyncio.to_thread(self._library.passage, place.passage)
            raise NotFound("other-none", author=self._library.work_of(passage).author)
        return self._reply(result, Search(search.query), 0, may_go_on=False)

    async def _quote(self, search: Search, rank: int) -> Reply:
        answer = await asyncio.to_thread(self._library.quote, search.query, search.author, limit=1, offset=rank)
        if not answer.results:
            return _nothing(answer, rank)
        return self._reply(answer.results[0], search, rank, answer.understood)

    async def _search(self, search: Search, rank: int) -> Reply:
        answer = await asyncio.to_thread(self._library.quote, search.query, search.author, limit=HITS + 1, offset=rank)
        if not answer.results:
            return _nothing(answer, rank)
        shown = _fitting(answer.results)
        hits = tuple(
            Hit(self._quotation(r), Action("open", str(place_of(r.quote, rank + n)))) for n, r in enumerate(shown)
        )
        more = (Action("page", str(rank + len(shown))),) if len(shown) < len(answer.results) else ()
        blocks = (*_read_as(answer.understood), Hits(hits, rank + 1))
        return Reply(blocks, more, shared(self._compact(search)))

    def _reply(
        self,
        result: Result,
        search: Search,
        rank: int,
        understood: tuple[Understood, ...] = (),
        *,
        may_go_on: bool = True,
    ) -> Reply:
        onward = (Action("next"),) if may_go_on else ()
        blocks = (*_read_as(understood), self._quotation(result))
        kept = shared(self._compact(search), place_of(result.quote, rank))
        actions = (*onward, Action("context"), Action("other"), Action("cite"), Action("picture"))
        return Reply(blocks, actions, kept)

    def _quotation(self, result: Result, focus: Result | None = None) -> Quotation:
        return quotation(self._library, result, focus)

    def _compact(self, search: Search) -> Search:
        """The search without the words that say nothing: buttons have little room."""
        return replace(search, query=self._library.compact(search.query) if search.query else "")

    def _remember(self, place: str, result: Result) -> None:
        self._last[place] = result.quote.passage.id
        self._last.move_to_end(place)
        if len(self._last) > PLACES_REMEMBERED:
            self._last.popitem(last=False)


def _read_as(understood: tuple[Understood, ...]) -> tuple[Block, ...]:
    """A line that says which words were read as others, where any was."""
    changed = [u for u in understood if u.word.casefold() != u.read_as.casefold() and u.how != "phrase"]
    told = ", ".join(f"{u.word} → {u.read_as}" for u in changed)
    return (Notice(Message("read-as", {"words": told}), quiet=True),) if told else ()


def _nothing(answer: Answer, rank: int) -> Reply:
    """That there is nothing, or nothing more; with near words where some have answers."""
    if rank:
        return Reply((Notice(Message("no-more")),), private=True)
    blocks: list[Block] = [Notice(Message("nothing-found"))]
    if answer.suggestions:
        blocks.append(Notice(Message("suggestions", {"words": ", ".join(answer.suggestions)}), quiet=True))
    return Reply(tuple(blocks), private=True)


def _fitting(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """As many results as make a list of bearable length, one at least."""
    shown: list[Result] = []
    room = HITS_CHARACTERS
    for result in results[:HITS]:
        room -= len(result.quote.text)
        if shown and room < 0:
            break
        shown.append(result)
    return tuple(shown)
