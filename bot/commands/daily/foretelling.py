"""What a schedule will post in the next days: `/daily preview`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.commands.daily.group import DAILY_GROUP
from bot.commands.daily.naming import Named, Scheduled, all_of, named
from bot.commands.daily.wording import Describing, title
from bot.commands.place import place_of
from bot.commands.quoting import quotation
from bot.commands.shortening import short
from bot.communities.desk import Desk
from bot.communities.keeper import State
from bot.daily.agenda import Agenda
from bot.daily.forecast import Forecast, Foreseen
from bot.daily.told import Said, Told
from bot.dispatch.command import action, command
from bot.errors import NotFound
from bot.library.answers import Result
from bot.library.holdings import Holdings
from bot.library.library import Library
from bot.library.naming import in_locale
from bot.model import Ask, Localised, Message, MessageValue
from bot.reply import Action, Block, Entry, Heading, Notice, Reply

POSTS = 7
# Of a name, so that all of them have room in one message.
LONGEST = 40
# A heading is the text's own: one that has more is left out, and never cut.
LONGEST_HEADING = 80
# A schedule's key, and when the post is due, in seconds since 1970.
TARGET = re.compile(r"(?P<key>[a-z0-9]{1,16}):(?P<due>[0-9]{1,12})")


class Foretelling:
    """Shows moderators the posts to come."""

    group = DAILY_GROUP

    def __init__(self, library: Library, desk: Desk, agenda: Agenda) -> None:
        self._library = library
        self._desk = desk
        self._agenda = agenda
        self._forecast = Forecast(agenda, desk.keeper)
        self._describing = Describing(library, agenda.zones)

    @command("preview", examples=["daily preview"])
    async def preview(self, ask: Ask, schedule: Scheduled = "") -> Reply:
        """What the next seven posts of a schedule will say, if nothing changes meanwhile."""
        return await self._list(ask, await named(self._desk, ask, schedule))

    @action("foreseen")
    async def again(self, ask: Ask, target: str, shared: str) -> Reply:
        """The list again, as it is by now."""
        return await self._list(ask, await self._of(ask, target))

    @action("foresee")
    async def whole(self, ask: Ask, target: str, shared: str) -> Reply:
        """A post to come, with its quotations in full."""
        wanted = TARGET.fullmatch(target)
        of = await self._of(ask, wanted["key"] if wanted else "")
        posts = await self._posts(ask, of)
        found = [post for post in posts if post.content and _target(of, post) == target]
        if not found:
            raise NotFound("preview-gone")
        [post] = found[:1]
        holdings = (await self._desk.state(ask)).holdings
        results = await self._library.consult(self._results, post, holdings)
        places = [Action("open", str(place_of(result.quote))) for result in results]
        quotations = (quotation(self._library, *both) for both in zip(results, places, strict=True))
        return Reply((self._head(of, post), *quotations), (Action("foreseen", of.key),), private=True)

    async def _of(self, ask: Ask, key: str) -> Named:
        """The schedule of that key in the asker's community."""
        found = [of for of in all_of(await self._desk.state(ask)) if of.key == key]
        if not found:
            raise NotFound("preview-gone")
        return found[0]

    async def _posts(self, ask: Ask, of: Named) -> list[Foreseen]:
        return (await self._forecast.posts(ask.community, of.key, of.schedule, POSTS))[:POSTS]

    async def _list(self, ask: Ask, of: Named) -> Reply:
        state, posts = await self._desk.state(ask), await self._posts(ask, of)
        told = await self._library.consult(self._entries, of, posts, state)
        blocks = (Heading(Message("preview-heading")), Notice(title(of)), *await self._rests(ask, of), *told)
        changes = Notice(Message("preview-changes"), quiet=True)
        return Reply((*blocks, changes), tuple(_openings(of, posts)), private=True)

    async def _rests(self, ask: Ask, of: Named) -> list[Block]:
        """That the schedule is paused, or that the bot stopped it, so that what is shown comes when it goes on.

        The dates that it leaves out are seen by what comes.
        """
        today = of.schedule.timetable(self._agenda.zones).today(self._agenda.clock())
        shown = replace(of.schedule.without_past(today), skipped=())
        due = await self._agenda.schedules.due(ask.community, of.key)
        stopped = [Message("schedule-stopped")] if due and due.stopped_at else []
        return [Notice(line) for line in (*self._describing.rests(shown), *stopped)]

    def _entries(self, of: Named, posts: Sequence[Foreseen], state: State) -> list[Block]:
        if not posts:
            return [Notice(Message("preview-none"))]
        return [Entry(self._head(of, post).message, tuple(self._lines(post, state))) for post in posts]

    def _head(self, of: Named, post: Foreseen) -> Heading:
        return Heading(Message("preview-post", {"at": self._describing.local(of.schedule, post.slot.due)}))

    def _lines(self, post: Foreseen, state: State) -> Iterator[Message]:
        """What a post is about and whose words it quotes, from where; the words are shown whole or not at all."""
        if post.content is None:
            yield Message("preview-nothing")
            return
        told = Told.of(post.slot.date, post.content)
        yield Message("schedule-what", {"kind": Message(f"schedule-kind-{told.kind}")})
        if topic := state.holdings.topics.get(told.topic or ""):
            yield Message("preview-topic", {"topic": _brief(topic.title)})
        yield from map(self._quote, told.quotes)

    def _quote(self, said: Said) -> Message:
        passage = self._library.passage(said.passage)
        author = short(self._library.work_of(passage).author, LONGEST)
        values: dict[str, MessageValue] = {"author": author, "id": passage.id, "count": len(said.span)}
        if not 0 < len(passage.section) <= LONGEST_HEADING:
            return Message("preview-quote", values)
        return Message("preview-quote-section", {**values, "section": passage.section})

    def _results(self, post: Foreseen, holdings: Holdings) -> list[Result]:
        told = Told.of(post.slot.date, post.content or {})
        return [self._library.at(said.passage, said.span, holdings=holdings) for said in told.quotes]


def _openings(of: Named, posts: Sequence[Foreseen]) -> Iterator[Action]:
    """The ways to the posts in full."""
    for post in posts:
        if post.content:
            yield Action("foresee", _target(of, post), Message("action-foresee-of", {"date": post.slot.date}))


def _target(of: Named, post: Foreseen) -> str:
    return f"{of.key}:{int(post.slot.due.timestamp())}"


def _brief(title: Localised) -> Localised:
    return {locale: short(in_locale(title, locale), LONGEST) for locale in title}
