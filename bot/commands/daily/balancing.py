"""How much of each author was posted daily: `/balance`, for every member."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.commands.daily.naming import Named, all_of
from bot.commands.daily.wording import title
from bot.commands.shortening import short
from bot.communities.desk import Desk
from bot.communities.keeper import State
from bot.daily.agenda import Agenda
from bot.daily.told import BALANCED, characters, posts, told_of
from bot.dispatch.command import command
from bot.library.library import Library
from bot.model import Ask, Message
from bot.reply import Block, Entry, Heading, Notice, Reply
from bot.reply.telling import language_name
from bot.store.deliveries import TOLD, Delivery

# So many authors, and schedules, are named in one message.
AUTHORS, NAMED = 10, 5


@dataclass(frozen=True, slots=True)
class Share:
    """How much of an author was posted."""

    name: str
    characters: int
    posts: int


class Balancing:
    """Tells the shares of the authors, so that everybody can see whether the bot is fair."""

    def __init__(self, library: Library, desk: Desk, agenda: Agenda) -> None:
        self._authors = library.authors
        self._desk = desk
        self._agenda = agenda

    @command("balance", examples=["balance"])
    async def balance(self, ask: Ask) -> Reply:
        """How much of each author was posted daily, here and in the whole community."""
        since = self._agenda.clock() - BALANCED
        lately = await self._agenda.deliveries.lately(ask.community, since)
        posted = [of for of in lately if of.state in TOLD and of.content]
        restricted = list(_restricted(await self._desk.state(ask), ask.place, self._authors))
        if not posted:
            return Reply((Notice(Message("balance-nothing")), *restricted), private=True)
        here = [of for of in posted if of.place == ask.place]
        blocks: list[Block] = [Heading(Message("balance-heading")), self._of("here", here)]
        same = Notice(Message("balance-all-here"))
        blocks += [same if here == posted else self._of("everywhere", posted), *restricted]
        how = Notice(Message("balance-how", {"since": since.date()}), quiet=True)
        return Reply((*blocks, how))

    def _of(self, where: str, posted: Sequence[Delivery]) -> Block:
        """The shares in what was posted somewhere."""
        if not posted:
            return Notice(Message("balance-nothing-here"))
        return Entry(Message(f"balance-{where}", {"count": len(posted)}), tuple(_lines(shares(posted, self._authors))))


def shares(posted: Sequence[Delivery], authors: Mapping[str, str]) -> list[Share]:
    """The share of each author in what was posted, and of those of whom nothing was; the greatest first."""
    told = told_of(posted)
    had, quoted = characters(told), posts(told)
    found = [Share(short(authors.get(key, key)), had[key], quoted[key]) for key in {**authors, **had}]
    return sorted(found, key=lambda of: (-of.characters, of.name))


def percent(part: Share, of: Sequence[Share]) -> int:
    """How much of all characters a share has."""
    return round(100 * part.characters / max(sum(share.characters for share in of), 1))


def _lines(every: Sequence[Share]) -> Iterator[Message]:
    """The greatest shares by the authors' names: nobody is put first; and how many others there are."""
    for share in sorted(every[:AUTHORS], key=lambda of: of.name):
        amount = {"characters": share.characters, "posts": share.posts, "percent": percent(share, every)}
        yield Message("balance-line", {"author": share.name, **amount})
    if left := every[AUTHORS:]:
        yield Message("balance-more", {"count": len(left), "characters": sum(of.characters for of in left)})


def _restricted(state: State, place: str, authors: Mapping[str, str]) -> Iterator[Block]:
    """The schedules that quote not everybody: those here by what they quote, of others how many there are."""
    found = [of for of in all_of(state) if _only(of, state, authors)]
    here = [of for of in found if of.schedule.place == place]
    for of in here[:NAMED]:
        yield Entry(title(of), tuple(_only(of, state, authors)))
    if left := len(found) - len(here[:NAMED]):
        yield Notice(Message("balance-restricted", {"count": left}), quiet=True)


def _only(of: Named, state: State, authors: Mapping[str, str]) -> list[Message]:
    """What a schedule is restricted to, by which one author comes to more than others."""
    only, topics = of.schedule, state.holdings.topics
    found = []
    if only.author:
        found.append(Message("balance-only-author", {"author": short(authors.get(only.author, only.author))}))
    if only.topic:
        named = topics[only.topic].title if only.topic in topics else only.topic
        found.append(Message("balance-only-topic", {"topic": named}))
    if only.language:
        found.append(Message("balance-only-language", {"language": language_name(only.language)}))
    return found
