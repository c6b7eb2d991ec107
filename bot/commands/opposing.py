"""Sets the authors against each other: `/positions`, and more of one side."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated
from zlib import crc32

from bot.commands.held import Held
from bot.commands.place import place_of
from bot.commands.quoting import quotation
from bot.dispatch.command import Arg, action, command
from bot.errors import NotFound
from bot.library.answers import Positions, Related, Result, Side
from bot.library.holdings import Holdings
from bot.library.library import Library
from bot.library.naming import in_locale
from bot.model import Ask, Localised, Message, Quote
from bot.reply import Action, Block, Heading, Notice, Reply

MORE = re.compile(r"(?P<author>[a-z][a-z0-9-]{0,23}):(?P<rank>[0-9]{1,2})")
# So many sides have room in one message, each with what can be done with it.
SIDES = 5


class Opposing:
    """Answers with what each author says. `today` decides who comes first on a topic, so that nobody always does."""

    def __init__(self, library: Library, held: Held, today: Callable[[], date]) -> None:
        self._library = library
        self._held = held
        self._today = today

    @command("positions", examples=["positions bureaucratie", "positions kronstadt"])
    async def positions(self, ask: Ask, topic: Annotated[str, Arg(complete="subjects")]) -> Reply:
        """What each author says on a topic, one against the other."""
        held = await self._held(ask)
        return await self._opposed(self._library.asked(topic, held), "", held)

    @action("positions")
    async def again(self, ask: Ask, target: str, kept: str) -> Reply:
        """The same topic again, from the side on that the target names with who comes first (`storm:5`)."""
        return await self._opposed(kept, target, await self._held(ask))

    async def _opposed(self, topic: str, target: str, held: Holdings) -> Reply:
        given = await asyncio.to_thread(self._library.positions, topic, held)
        key = given.topic.key if given.topic else given.asked
        sides, first = _from(turned(given.sides, key, self._today()), target)
        shown = sides[first : first + SIDES]
        blocks = (*_head(given), *(block for side in shown for block in self._side(side, given.related)))
        if not any(map(_speaks, sides)):
            return Reply(blocks, tuple(_ways(sides, first)), key, private=True, vain=given.asked)
        again = Action("positions", _page(sides, first) if len(sides) > SIDES else "")
        return Reply(blocks, tuple(_actions(sides, first)), key, again=again)

    @action("side")
    async def side(self, ask: Ask, target: str, kept: str) -> Reply:
        """The next quote of one author on the same topic."""
        wanted = MORE.fullmatch(target)
        given = await asyncio.to_thread(self._library.positions, kept, await self._held(ask))
        sides = [side for side in given.sides if wanted and side.key == wanted["author"]]
        rank = int(wanted["rank"]) if wanted else 0
        if not sides or rank >= len(sides[0].results):
            raise NotFound("passage-gone")
        result = sides[0].results[rank]
        context = _context(result)
        actions = (*_more(sides[0], rank + 1), context, *(Action(verb, context.target) for verb in ("cite", "report")))
        return Reply((quotation(self._library, result, context),), actions, kept, again=Action("side", target))

    def _side(self, side: Side, related: Iterable[Related]) -> Iterator[Block]:
        if side.results:
            yield quotation(self._library, side.results[0], _context(side.results[0]))
            return
        yield Notice(Message("positions-silent", {"author": side.author}))
        titles = [of.topic.title for of in related if of.author == side.author]
        if titles:
            told = Message("positions-related", {"author": side.author, "topics": _listed(titles)})
            yield Notice(told, quiet=True)


def turned(sides: Sequence[Side], topic: str, day: date) -> list[Side]:
    """The sides with another one first each day, on each topic apart; the same all day."""
    first = (crc32(topic.encode()) + day.toordinal()) % len(sides) if sides else 0
    return [*sides[first:], *sides[:first]]


def _actions(sides: Sequence[Side], first: int) -> Iterator[Action]:
    """What can be done with the sides that are shown, and the ways to the others."""
    speaking = [side for side in sides[first : first + SIDES] if side.results]
    for side in speaking:
        yield from _more(side, 1)
    yield from (cite_of(side.author, side.results[0].quote) for side in speaking)
    yield from (report_of(side.author, side.results[0].quote) for side in speaking)
    yield from _ways(sides, first)


def _from(sides: list[Side], target: str) -> tuple[list[Side], int]:
    """The sides in the order that a page was begun in, on whatever day, and where in it the target is."""
    wanted = MORE.fullmatch(target)
    keys = [side.key for side in sides]
    if not wanted or wanted["author"] not in keys:
        return sides, 0
    begun = keys.index(wanted["author"])
    first = int(wanted["rank"])
    return [*sides[begun:], *sides[:begun]], first if first < len(sides) else 0


def _page(sides: Sequence[Side], first: int) -> str:
    return f"{sides[0].key}:{first}"


def _ways(sides: Sequence[Side], first: int) -> list[Action]:
    """The ways to the authors before and behind those that are shown."""
    before = [Action("positions", _page(sides, max(first - SIDES, 0)), Message("action-sides-before"))] if first else []
    behind = first + SIDES
    return before + ([Action("positions", _page(sides, behind))] if behind < len(sides) else [])


def _head(given: Positions) -> Iterator[Block]:
    """The topic, and what is at stake; or that nobody has looked into it."""
    if given.topic is None:
        yield Heading(Message("positions-title", {"title": given.asked}))
        yield Notice(Message("positions-found"), quiet=True)
        return
    yield Heading(Message("positions-title", {"title": given.topic.title}))
    if given.topic.question:
        yield Notice(Message("positions-question", {"question": given.topic.question}))
    speaking = [side for side in given.sides if side.results]
    if speaking and all(side.found for side in speaking):
        yield Notice(Message("positions-found"), quiet=True)


def _speaks(side: Side) -> bool:
    return bool(side.results)


def _more(side: Side, rank: int) -> Iterator[Action]:
    """The way to the next quote of a side, where there is one."""
    if rank < len(side.results):
        yield more_of(side.author, side.key, rank)


def more_of(author: str, key: str, rank: int) -> Action:
    """The way to an author's quote of that rank on the topic that the reply shares."""
    return Action("side", f"{key}:{rank}", Message("action-side-of", {"author": author}))


def cite_of(author: str, quote: Quote) -> Action:
    """The way to an author's quote as text to copy."""
    return Action("cite", str(place_of(quote)), Message("action-cite-of", {"author": author}))


def report_of(author: str, quote: Quote) -> Action:
    """The way to report what is wrong about an author's quote."""
    return Action("report", str(place_of(quote)), Message("action-report-of", {"author": author}))


def _context(result: Result) -> Action:
    return Action("context", str(place_of(result.quote)))


def _listed(titles: Sequence[Localised]) -> Localised:
    """Several titles as one text, in each language that any of them has; a title without it in its first."""
    locales = dict.fromkeys(locale for title in titles for locale in title)
    return {locale: ", ".join(in_locale(title, locale) for title in titles) for locale in locales}
