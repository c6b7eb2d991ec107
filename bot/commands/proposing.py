"""What members do about topics: list them, propose one, and hear what came of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from bot.commands.opposing import Opposing
from bot.commands.topics.previewing import Previews
from bot.commands.topics.wording import FIELDS, Wording, form, kept, told, what_was_kept, wished
from bot.communities.desk import Desk
from bot.communities.reports import MOST_OF_MEMBER
from bot.communities.working import Work
from bot.corpus.topics import Topic
from bot.dispatch.command import action, command, submit
from bot.errors import BadInput, LimitReached, NotAllowed, NotFound
from bot.library.library import Library
from bot.library.naming import in_locale
from bot.model import Ask, Message, MessageValue, Role
from bot.reply import Action, Entry, Notice, Reply, notice
from bot.store.petitions import OPEN, WAITING

PAGE = 8
OFFSET = re.compile(r"[0-9]{1,4}")
PROPOSAL = Wording("form-topic-propose", "propose", "propose-topic")


class Proposing:
    """Lists the topics of a community, and takes proposals for new ones."""

    def __init__(self, library: Library, desk: Desk, previews: Previews, opposing: Opposing) -> None:
        self._library = library
        self._desk = desk
        self._previews = previews
        self._opposing = opposing

    @command("topics", examples=["topics"])
    async def topics(self, ask: Ask) -> Reply:
        """The topics that people have gone through the texts for; each can be opened."""
        return await self._page(ask, 0)

    @action("topics")
    async def topics_from(self, ask: Ask, target: str, shared: str) -> Reply:
        """The list of topics from a place on."""
        return await self._page(ask, int(target) if OFFSET.fullmatch(target) else 0)

    @action("topic")
    async def topic(self, ask: Ask, target: str, shared: str) -> Reply:
        """What each author says on a topic of the list."""
        if target not in (await self._desk.state(ask)).holdings.topics:
            raise NotFound("topic-unknown")
        return await self._opposing.positions(ask, f"topic/{target}")

    @command("propose", examples=["propose Voedsel keywords=honger"], confidential=True)
    async def propose(
        self, ask: Ask, title: str = "", keywords: str = "", question: str = "", names: str = ""
    ) -> Reply:
        """Proposes a topic to the moderators here."""
        await self._admit(ask)
        filled = dict(zip(FIELDS, (title, keywords, question, names), strict=True))
        return await self.proposed(ask, "", "", filled) if title and keywords else form(PROPOSAL, filled=filled)

    @action("propose-topic", confidential=True)
    async def propose_again(self, ask: Ask, target: str, shared: str) -> Reply:
        """The form of a proposal, with what stands in it by now."""
        number, _, retry = target.partition(":")
        before = await what_was_kept(self._desk.petitions, ask, retry)
        if not number:
            return form(PROPOSAL, filled=before, retry=retry)
        work = await self._own(ask, number)
        return form(PROPOSAL, number, before or told(work.topic, ask), retry)

    @submit("propose", *FIELDS, confidential=True)
    async def proposed(self, ask: Ask, target: str, shared: str, filled: Mapping[str, str]) -> Reply:
        """What the proposal would show, before it is sent."""
        await self._admit(ask)
        try:
            wanted = wished(filled)
        except BadInput as e:
            return await kept(self._desk.petitions, ask, Action(PROPOSAL.again, target), filled, e)
        bench = self._desk.workbench
        if target:
            work = await bench.reword(ask, await self._own(ask, target), wanted)
        else:
            work = await bench.begin(ask, wanted)
        number = work.petition.id
        actions = (Action("send", number), Action(PROPOSAL.again, number, Message("action-reword")))
        return await self._previews.reply(ask, work, (*actions, Action("withdraw", number)))

    @action("send", confidential=True)
    async def send(self, ask: Ask, target: str, shared: str) -> Reply:
        """Puts the proposal before the moderators."""
        await self._admit(ask)
        work = await self._own(ask, target)
        if await self._desk.petitions.count_of(ask.community, ask.member, WAITING) >= MOST_OF_MEMBER:
            raise LimitReached("too-many-own", limit=MOST_OF_MEMBER)
        await self._desk.workbench.send(ask, work)
        return Reply((Notice(Message("proposal-sent")),), (Action("withdraw", target),), private=True)

    @action("withdraw", confidential=True)
    async def withdraw(self, ask: Ask, target: str, shared: str) -> Reply:
        """Takes a proposal back, sent or not."""
        await self._desk.workbench.discard(ask, await self._own(ask, target, (OPEN, WAITING)))
        return notice(Message("proposal-withdrawn"))

    async def _admit(self, ask: Ask) -> None:
        """Refuses who may not propose: outside of a community there is nobody to decide."""
        if not ask.communal:
            raise NotAllowed("propose-not-here")
        who = (await self._desk.state(ask)).settings.propose
        if who == "nobody" or (who == "moderators" and ask.role < Role.MODERATOR):
            raise NotAllowed(f"propose-{who}")

    async def _own(self, ask: Ask, number: str, states: tuple[str, ...] = (OPEN,)) -> Work:
        work = await self._desk.workbench.work(ask, number, states)
        if work.petition.member != ask.member:
            raise NotFound("petition-gone")
        return work

    async def _page(self, ask: Ask, offset: int) -> Reply:
        state = await self._desk.state(ask)
        every = sorted(state.holdings.topics.values(), key=_by_title(ask.locale))
        first = offset if offset < len(every) else 0
        shown = every[first : first + PAGE]
        curated = self._desk.keeper.curated
        entry = Entry(
            Message("topics-heading", {"first": first + 1, "last": first + len(shown), "count": len(every)}),
            tuple(self._line(topic, own=topic.key not in curated) for topic in shown),
        )
        return Reply((entry,), tuple(_ways(shown, first, len(every), ask.locale)), again=Action("topics", str(first)))

    def _line(self, topic: Topic, *, own: bool) -> Message:
        """A topic and who is silent on it."""
        silent = [name for key, name in self._library.authors.items() if topic.sides.get(key) == ()]
        values: dict[str, MessageValue] = {"title": topic.title, "silent": ", ".join(silent), "own": str(own).lower()}
        return Message("topics-line-silent" if silent else "topics-line", values)


def _ways(shown: list[Topic], first: int, count: int, locale: str) -> Iterator[Action]:
    for topic in shown:
        yield Action("topic", topic.key, Message("action-topic", {"title": in_locale(topic.title, locale)}))
    if first:
        yield Action("topics", str(max(first - PAGE, 0)), Message("action-back"))
    if first + len(shown) < count:
        yield Action("topics", str(first + PAGE), Message("action-page"))


def _by_title(locale: str) -> Callable[[Topic], str]:
    return lambda topic: in_locale(topic.title, locale).casefold()
