"""Makes and changes topics: `/topic add` and `edit`, with a preview before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from bot.commands.topics.group import TOPIC_GROUP
from bot.commands.topics.naming import named
from bot.commands.topics.previewing import Previews, as_shown
from bot.commands.topics.wording import FIELDS, Wording, form, kept, told, what_was_kept, wished
from bot.communities.desk import Desk
from bot.communities.working import Saved, Work
from bot.corpus.topics import Topic as Curated
from bot.dispatch.command import Arg, action, command, submit
from bot.errors import BadInput, Conflict
from bot.model import Ask, Message
from bot.reply import Action, Block, Notice, Reply, notice
from bot.store.petitions import WAITING

Topic = Annotated[str, Arg(complete="topics")]
NEW = Wording("form-topic-new", "topic", "add-topic")
CHANGE = Wording("form-topic-change", "topic", "reword")


class Making:
    """Puts topics together, for moderators."""

    group = TOPIC_GROUP

    def __init__(self, desk: Desk, previews: Previews) -> None:
        self._desk = desk
        self._previews = previews

    @command("add", examples=["topic add Voedsel keywords=honger"])
    async def add(self, ask: Ask, title: str = "", keywords: str = "", question: str = "", names: str = "") -> Reply:
        """A new topic: shows what both sides say before it is saved."""
        filled = dict(zip(FIELDS, (title, keywords, question, names), strict=True))
        return await self.filled(ask, "", "", filled) if title and keywords else form(NEW, filled=filled)

    @action("add-topic")
    async def add_again(self, ask: Ask, target: str, shared: str) -> Reply:
        """The form of a new topic, with what was typed before."""
        number = target.rpartition(":")[2]
        return form(NEW, filled=await what_was_kept(self._desk.petitions, ask, number), retry=number)

    @command("edit", examples=["topic edit bureaucratie"])
    async def edit(self, ask: Ask, topic: Topic) -> Reply:
        """Another wording, other passages, or silence for a topic."""
        found = await named(self._desk, ask, topic)
        return await self._shown(ask, await self._desk.workbench.take_up(ask, found.key))

    @action("reword")
    async def reword(self, ask: Ask, target: str, shared: str) -> Reply:
        """The form of a topic under work."""
        number, _, retry = target.partition(":")
        work = await self._desk.workbench.work(ask, number)
        before = await what_was_kept(self._desk.petitions, ask, retry)
        return form(CHANGE, number, before or told(work.topic, ask), retry)

    @submit("topic", *FIELDS)
    async def filled(self, ask: Ask, target: str, shared: str, filled: Mapping[str, str]) -> Reply:
        """What the form says, as a preview."""
        try:
            wanted = wished(filled)
        except BadInput as e:
            again = Action(CHANGE.again if target else NEW.again, target)
            return await kept(self._desk.petitions, ask, again, filled, e)
        bench = self._desk.workbench
        if target:
            return await self._shown(ask, await bench.reword(ask, await self._desk.workbench.work(ask, target), wanted))
        return await self._shown(ask, await bench.begin(ask, wanted))

    @action("preview")
    async def preview(self, ask: Ask, target: str, shared: str) -> Reply:
        """The topic under work as it is by now."""
        return await self._shown(ask, await self._desk.workbench.work(ask, target))

    @action("save")
    async def save(self, ask: Ask, target: str, shared: str) -> Reply:
        """Saves the topic under work, unless somebody else was first: then theirs is shown."""
        bench = self._desk.workbench
        work = await self._seen(ask, target)
        if work is None:
            return await self._moved_on(ask, target)
        if await bench.unchanged(ask, work):
            await bench.discard(ask, work)
            return notice(Message("topic-unchanged", {"title": work.topic.title}))
        try:
            saved = await bench.save(ask, work)
        except Conflict:
            work = await self._seen(ask, target)
            return await self._in_the_way(ask, work) if work else await self._moved_on(ask, target)
        return done(saved, work)

    @action("overwrite")
    async def overwrite(self, ask: Ask, target: str, shared: str) -> Reply:
        """Puts the topic under work over what somebody else saved meanwhile; that can be taken back."""
        work = await self._seen(ask, target)
        if work is None:
            return await self._moved_on(ask, target)
        work = await self._desk.workbench.rebase(ask, work)
        return done(await self._desk.workbench.save(ask, work), work)

    @action("discard")
    async def discard(self, ask: Ask, target: str, shared: str) -> Reply:
        """Ends the work on a topic."""
        await self._desk.workbench.discard(ask, await self._desk.workbench.work(ask, target))
        return notice(Message("topic-discarded"))

    async def _seen(self, ask: Ask, target: str) -> Work | None:
        """The topic under work as it was shown; None where somebody amended it since: nobody agrees to that unseen."""
        number, _, version = target.partition(":")
        work = await self._desk.workbench.work(ask, number)
        return work if version == str(work.petition.version) else None

    async def _moved_on(self, ask: Ask, target: str) -> Reply:
        """The topic under work as it is by now, for whoever saw another."""
        work = await self._desk.workbench.work(ask, target.partition(":")[0])
        told = Notice(Message("draft-amended"))
        return await self._previews.reply(ask, work, tuple(self._previews.actions(work)), told)

    async def _shown(self, ask: Ask, work: Work) -> Reply:
        return await self._previews.reply(ask, work, tuple(self._previews.actions(work)))

    async def _in_the_way(self, ask: Ask, work: Work) -> Reply:
        """What somebody else saved meanwhile, and what to do about it."""
        theirs = await self._desk.workbench.in_the_way(ask, work)
        named = theirs is not None and theirs.key != work.draft.key
        key = ("topic-exists" if named else "topic-conflict") if theirs else "topic-conflict-gone"
        blocks: list[Block] = [Notice(Message(key))]
        if theirs:
            blocks += await self._previews.shown(ask, theirs)
        # A topic that is there cannot take the place of another: it has to be called otherwise.
        way = "reword" if named and work.draft.key else "overwrite"
        number = work.petition.id
        first = Action(way, number if way == "reword" else as_shown(work))
        return Reply(tuple(blocks), (first, Action("preview", number), Action("discard", number)), private=True)


def done(saved: Saved, work: Work) -> Reply:
    """That a topic was saved, and the way back; after a proposal, on to the next."""
    reply = told_of("topic-saved", saved.number, replace(work.topic, key=saved.key), seen=True)
    onward = (Action("waiting", "0"),) if work.petition.state == WAITING else ()
    return replace(reply, actions=(*reply.actions, *onward))


def told_of(key: str, number: int, topic: Curated, *, seen: bool = False) -> Reply:
    """That something was changed about a topic, the way back, and where it can be `seen` the way to it."""
    message = Message(key, {"title": topic.title, "number": number})
    shown = (Action("topic", topic.key, Message("action-show-topic")),) if seen else ()
    return Reply((Notice(message),), (*shown, Action("undo", str(number))), private=True)
