"""Commands that read: `/quote`, `/search`, `/excerpt`, and the actions under their replies that go on from there."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from bot.commands.held import Held
from bot.commands.picturing import Picturing
from bot.commands.place import Place, Search, place_of, read_place, read_rank, read_search, shared
from bot.commands.quoting import fitting, quotation
from bot.dispatch.command import Arg, action, command
from bot.errors import NotFound
from bot.latest import Latest
from bot.library.answers import Answer, Result
from bot.library.holdings import Holdings
from bot.library.library import Library
from bot.library.question import SOME, clean, said_by
from bot.model import Ask, Message, Understood
from bot.reply import Action, Block, Hit, Hits, Notice, Quotation, Reply, notice, part, parted

HITS = 5
PLACES_REMEMBERED = 10_000
REPORT = Action("report")

Query = Annotated[str, Arg(complete="subjects")]
Author = Annotated[str, Arg(complete="authors")]
Speaker = Annotated[str, Arg(complete="speakers")]


class Reading:
    """Answers with quotations. Holds only which excerpt each channel saw last, so as not to repeat it."""

    def __init__(self, library: Library, held: Held, chance: random.Random, picturing: Picturing) -> None:
        self._library = library
        self._held = held
        self._chance = chance
        self._picturing = picturing
        self._last: Latest[str, str] = Latest(PLACES_REMEMBERED)

    @command("quote", examples=["quote kronstadt", "quote bureaucratie author=storm", "quote apparaat speaker=lenin"])
    async def quote(
        self, ask: Ask, query: Query, author: Author = "", speaker: Speaker = "", *, card: bool = False
    ) -> Reply:
        """A passage about the query, and who speaks in it; as a picture where a card was asked for."""
        held = await self._held(ask)
        reply = await self._quote(self._asked(query, author, speaker, held), 0, held)
        return await self._picturing.instead(reply) if card else reply

    @command("search", examples=["search rode leger"])
    async def search(self, ask: Ask, query: Query, author: Author = "", speaker: Speaker = "") -> Reply:
        """A list of the sentences that answer the query; each can be opened."""
        held = await self._held(ask)
        return await self._search(self._asked(query, author, speaker, held), 0, held)

    @command("about", examples=["about Waarom waarschuwde Lenin in zijn testament voor Stalin?"], of_message="text")
    async def about(self, ask: Ask, text: str, author: Author = "") -> Reply:
        """A passage about what a text of any length is about."""
        held = await self._held(ask)
        query = await asyncio.to_thread(self._library.about, text, held)
        if not query:
            return notice(Message("about-nothing"))
        rank = await asyncio.to_thread(self._first_new, query, author, clean(text), held)
        reply = await self._quote(Search(query, author), rank, held)
        told = Notice(Message("about-sought", {"words": query.removeprefix(SOME)}), quiet=True)
        return reply if reply.private else replace(reply, blocks=(told, *reply.blocks))

    @command("excerpt", examples=["excerpt", "excerpt storm"])
    async def excerpt(self, ask: Ask, author: Author = "") -> Reply:
        """A stretch of text worth reading on its own."""
        seen = self._last.get(ask.place) or ""
        result = await asyncio.to_thread(self._library.excerpt, author, self._chance, seen, await self._held(ask))
        self._remember(ask.place, result)
        actions = (Action("another"), Action("context"), Action("other"), Action("cite"), Action("picture"), REPORT)
        place = place_of(result.quote)
        kept = shared(Search("", author), place)
        return Reply((self._quotation(result, place),), actions, kept, again=Action("open"))

    @action("another")
    async def another(self, ask: Ask, target: str, kept: str) -> Reply:
        """Another excerpt."""
        return await self.excerpt(ask, read_search(kept).author)

    @action("next")
    async def next(self, ask: Ask, target: str, kept: str) -> Reply:
        """The next result of the same query."""
        return await self._quote(read_search(kept), read_place(target, kept).rank + 1, await self._held(ask))

    @action("previous")
    async def previous(self, ask: Ask, target: str, kept: str) -> Reply:
        """The result before, of the same query."""
        return await self._quote(read_search(kept), max(read_place(target, kept).rank - 1, 0), await self._held(ask))

    @action("page")
    async def page(self, ask: Ask, target: str, kept: str) -> Reply:
        """The list of results from a rank on."""
        return await self._search(read_search(kept), read_rank(target), await self._held(ask))

    @action("back")
    async def back(self, ask: Ask, target: str, kept: str) -> Reply:
        """The list of results that ends before a rank."""
        search, end, held = read_search(kept), read_rank(target), await self._held(ask)
        first = max(end - HITS, 0)
        answer = await self._find(search, end - first, first, held)
        shown = fitting(answer.results[::-1][:HITS])[::-1]
        if not shown:
            return await self._search(search, 0, held)
        return self._list(search, answer, shown, first + len(answer.results) - len(shown), more=True)

    @action("open")
    async def open(self, ask: Ask, target: str, kept: str) -> Reply:
        """A result of a list, with what can be done from there."""
        target, begin = parted(target)
        place, search = read_place(target, kept), read_search(kept)
        held = await self._held(ask)
        result = await self._library.consult(self._library.at, place.passage, place.span, search.query, held)
        return self._reply(result, search, self._rank(search, place.rank), begin=begin)

    @action("other")
    async def other(self, ask: Ask, target: str, kept: str) -> Reply:
        """The other author's best passage on the same query, or a sentence that there is none."""
        place, search = read_place(target, kept), read_search(kept)
        held = await self._held(ask)
        result = await asyncio.to_thread(self._library.other, place.passage, search.query, held)
        if result is None:
            passage = await asyncio.to_thread(self._library.passage, place.passage)
            raise NotFound("other-none", author=self._library.work_of(passage).author)
        page = None if search.author else search.page
        return self._reply(result, Search(search.query, page=page), None)

    def _asked(self, query: str, author: str, speaker: str, held: Holdings) -> Search:
        return Search(clean(said_by(self._library.asked(query, held), speaker)), author)

    async def _quote(self, search: Search, rank: int, held: Holdings) -> Reply:
        answer = await self._find(search, 1, rank, held)
        if not answer.results:
            return _nothing(answer, rank)
        return self._reply(answer.results[0], search, self._rank(search, rank), answer.understood)

    def _rank(self, search: Search, rank: int) -> int | None:
        """The rank among the results; None where a passage was named and nothing searched for."""
        return None if self._library.is_passage(search.query) else rank

    def _first_new(self, query: str, author: str, text: str, held: Holdings) -> int:
        """The rank of the first quote that does not stand in the text itself, of those that come first."""
        results = self._library.quote(query, author, HITS, holdings=held).results
        quotes = [clean(result.quote.text) for result in results]
        return next((rank for rank, quote in enumerate(quotes) if quote not in text and text not in quote), 0)

    async def _search(self, search: Search, rank: int, held: Holdings) -> Reply:
        answer = await self._find(search, HITS + 1, rank, held)
        if not answer.results:
            return _nothing(answer, rank)
        shown = fitting(answer.results[:HITS])
        return self._list(search, answer, shown, rank, more=len(shown) < len(answer.results))

    async def _find(self, search: Search, limit: int, rank: int, held: Holdings) -> Answer:
        asked = search.query, search.author, limit, rank, held
        known = self._library.answered(*asked)
        return known if known is not None else await self._library.consult(self._library.quote, *asked)

    def _list(self, search: Search, answer: Answer, shown: Sequence[Result], rank: int, *, more: bool) -> Reply:
        """The results from a rank on, with the ways to those before and behind them."""
        hits = tuple(
            Hit(self._quotation(r, place_of(r.quote, rank + n)), Action("open", str(place_of(r.quote, rank + n))))
            for n, r in enumerate(shown)
        )
        back = (Action("back", str(rank)),) if rank else ()
        onward = (Action("page", str(rank + len(shown))),) if more else ()
        blocks = (*_read_as(answer.understood), Hits(hits, rank + 1))
        again = Action("page", str(rank))
        kept = shared(replace(self._compact(search), page=rank))
        return Reply(blocks, (*back, *onward), kept, again=again)

    def _reply(
        self,
        result: Result,
        search: Search,
        rank: int | None,
        understood: tuple[Understood, ...] = (),
        begin: int | None = None,
    ) -> Reply:
        """A quotation with what can be done from there; `rank` is None where it is no result of the search itself."""
        back = (Action("previous"),) if rank else ()
        onward = (Action("next"),) if rank is not None and search.query else ()
        place = place_of(result.quote, rank or 0)
        blocks = (*_read_as(understood), self._quotation(result, place, begin))
        listed = () if search.page is None else (Action("page", str(search.page), Message("action-list")),)
        further = (Action("context"), Action("other"), Action("cite"), Action("picture"), *listed, REPORT)
        actions = (*back, *onward, *further)
        return Reply(blocks, actions, shared(self._compact(search), place), again=part(Action("open"), begin))

    def _quotation(self, result: Result, place: Place, begin: int | None = None) -> Quotation:
        return quotation(self._library, result, Action("open", str(place)), begin)

    def _compact(self, search: Search) -> Search:
        """The search without the words that say nothing: buttons have little room."""
        return replace(search, query=self._library.compact(search.query) if search.query else "")

    def _remember(self, place: str, result: Result) -> None:
        self._last.keep(place, result.quote.passage.id)


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
    return Reply(tuple(blocks), private=True, vain=answer.query)
