"""Changes topics at once, without a preview: `/topic rename`, `merge`, `remove`."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Annotated

from bot.commands.topics.differing import placed
from bot.commands.topics.group import TOPIC_GROUP
from bot.commands.topics.making import told_of
from bot.commands.topics.naming import named
from bot.commands.topics.previewing import looks_like
from bot.communities.desk import Desk
from bot.communities.likeness import alike
from bot.communities.merging import left_out
from bot.dispatch.command import Arg, command
from bot.model import Ask, Message
from bot.reply import Notice, Reply

Topic = Annotated[str, Arg(complete="topics")]


class Shaping:
    """Gives topics other titles, makes one of two, ends them."""

    group = TOPIC_GROUP

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @command("rename", examples=["topic rename bureaucratie title=Ambtenarij"])
    async def rename(self, ask: Ask, topic: Topic, title: str) -> Reply:
        """Another title for a topic."""
        found = await named(self._desk, ask, topic)
        number = await self._desk.topics.rename(ask, found.key, title)
        state = await self._desk.state(ask)
        renamed = state.topic(found.key)
        told = told_of("topic-renamed", number, renamed, seen=True)
        others = await asyncio.to_thread(alike, renamed, state.holdings.names)
        return replace(told, blocks=(*told.blocks, Notice(looks_like(others, ask)))) if others else told

    @command("merge", examples=["topic merge fractieverbod into=fracties"])
    async def merge(self, ask: Ask, topic: Topic, into: Topic) -> Reply:
        """Makes one topic of two: all that the first has goes over to the other."""
        going, kept = await named(self._desk, ask, topic), await named(self._desk, ask, into)
        number = await self._desk.topics.merge(ask, going.key, kept.key)
        told = told_of("topic-merged", number, (await self._desk.state(ask)).topic(kept.key), seen=True)
        notices = [Notice(Message("topic-merged-from", {"title": going.title}), quiet=True)]
        if without := left_out(kept, going):
            notices.append(Notice(Message("topic-merged-without", {"passages": ", ".join(map(placed, without))})))
        return replace(told, blocks=(*told.blocks, *notices))

    @command("remove", examples=["topic remove bureaucratie"])
    async def remove(self, ask: Ask, topic: Topic) -> Reply:
        """Removes a topic of this community's own; hides a curated one here."""
        found = await named(self._desk, ask, topic)
        number = await self._desk.topics.remove(ask, found.key)
        key = "topic-hidden" if found.key in self._desk.keeper.curated else "topic-removed"
        return told_of(key, number, found)
