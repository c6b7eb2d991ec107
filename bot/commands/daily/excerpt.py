"""The post of a day: an excerpt or positions, what there is to discuss, and what can be done with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.commands.daily.discussing import name_of
from bot.commands.daily.results import result
from bot.commands.opposing import cite_of, more_of, report_of
from bot.commands.place import Search, place_of, shared
from bot.commands.quoting import quotation
from bot.communities.keeper import Keeper
from bot.daily.courier import Skip
from bot.daily.outbox import marker
from bot.daily.polls import Chooser
from bot.daily.told import POSITIONS, Said, Told
from bot.errors import NotFound
from bot.library.answers import Side
from bot.library.library import Library
from bot.library.naming import in_locale
from bot.model import Message
from bot.reply import Action, Block, Heading, Notice, Quotation, Reply
from bot.store.content import Fields
from bot.store.deliveries import NOW, Delivery

GONE = "passage-gone"
"""Why nothing is posted: what was chosen is no longer in the texts, or the community has banned it meanwhile."""

Made = tuple[tuple[Action, ...], str]
"""Actions, and what they share."""

Spoken = Callable[[str], str]
"""The language that a platform has for what everybody of a community reads."""


class Excerpts:
    """Composes posts. What is chosen is kept with all that could be otherwise the next time: a post stays as it is.

    Beside `Told` and `late` that is the `locale`, the `title` and the `question` of the topic in it, by author the rank
    of the quote after the one that is shown (`further`), and whether others speak on the topic (`opposed`).
    """

    def __init__(self, library: Library, keeper: Keeper, choosing: Chooser, spoken: Spoken) -> None:
        self._library = library
        self._keeper = keeper
        self._choosing = choosing
        self._spoken = spoken

    async def choose(self, delivery: Delivery) -> Fields:
        """What a post says; Skip where there is nothing to say."""
        content = await self._choosing.choose(delivery)
        state = await self._keeper.state(delivery.community)
        locale = state.settings.language or self._spoken(delivery.community)
        topic = state.holdings.topics.get(content["topic"] or "")
        sides = (await asyncio.to_thread(self._library.preview, topic, state.holdings)).sides if topic else ()
        said = {of.author: of for of in map(Said.of, content["quotes"])}
        return {
            **content,
            "locale": locale,
            "title": in_locale(topic.title, locale) if topic else "",
            "question": in_locale(topic.question, locale) if topic else "",
            "further": dict(_further(sides, said)),
            "opposed": any(side.results for side in sides if side.key not in said),
        }

    async def reply(self, delivery: Delivery, content: Fields) -> Reply:
        """The post that says it; Skip where what it quotes is gone."""
        told = Told.of(delivery.slot, content)
        holdings = (await self._keeper.state(delivery.community)).holdings
        try:
            results = [
                await self._library.consult(self._library.at, of.passage, of.span, "", holdings) for of in told.quotes
            ]
        except NotFound:
            raise Skip(GONE) from None
        quotations = [quotation(self._library, of, Action("open", str(place_of(of.quote)))) for of in results]
        told_of = result(content["poll"], self._library.authors) if content.get("poll") else ()
        blocks = (*_above(delivery, content), *quotations, *told_of, *_below(delivery, content))
        make = _positions if told.kind == POSITIONS else _excerpt
        actions, kept = make(quotations, told.topic or "", content)
        return Reply(blocks, actions, kept, locale=content["locale"], name=name_of(content, self._library))


def _above(delivery: Delivery, content: Fields) -> Iterator[Block]:
    if content["kind"] == POSITIONS:
        yield Heading(Message("daily-positions", {"topic": content["title"]}))
    else:
        yield Heading(Message("daily-excerpt-now" if delivery.kind == NOW else "daily-excerpt"))
    if content["late"]:
        yield Notice(Message("daily-late"), quiet=True)


def _below(delivery: Delivery, content: Fields) -> Iterator[Block]:
    if content["question"]:
        yield Notice(Message("daily-question", {"question": content["question"]}))
    values = {"kind": content["kind"], "marker": marker(delivery.key)}
    if delivery.kind == NOW:
        # Its slot need not be the day on which it was asked for.
        yield Notice(Message("daily-marker-now", values), quiet=True)
    else:
        yield Notice(Message("daily-marker", {**values, "date": delivery.slot.isoformat()}), quiet=True)


def _excerpt(quotations: Sequence[Quotation], topic: str, content: Fields) -> Made:
    """What can be done with an excerpt: the other author is asked about its topic, where there is one to be asked."""
    place = place_of(quotations[0].quote)
    if content["opposed"]:
        return (Action("context", str(place)), Action("positions", label=Message("action-other"))), topic
    return (Action("context"), Action("other")), shared(Search(), place)


def _positions(quotations: Sequence[Quotation], topic: str, content: Fields) -> Made:
    """What can be done with positions, as under those that somebody asked for."""
    further = content["further"]
    more = (more_of(of.author, of.author_key, further[of.author_key]) for of in quotations if of.author_key in further)
    cites = (cite_of(of.author, of.quote) for of in quotations)
    return (*more, *cites, *(report_of(of.author, of.quote) for of in quotations)), topic


def _further(sides: Iterable[Side], said: Mapping[str, Said]) -> Iterator[tuple[str, int]]:
    """Where there is more of an author's side, and the rank of the quote after the one that was chosen."""
    for side in sides:
        shown = [side.key in said and said[side.key].overlaps(result.quote) for result in side.results]
        if True in shown[:-1]:
            yield side.key, shown.index(True) + 1
