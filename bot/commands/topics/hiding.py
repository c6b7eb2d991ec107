"""Puts paragraphs aside, so that nobody in the community is shown them, and shows them again."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator
from typing import Annotated

from bot.commands.room import together
from bot.commands.topics.group import TOPIC_GROUP
from bot.communities.desk import Desk
from bot.communities.keeper import BAN
from bot.dispatch.command import Arg, action, command
from bot.errors import BadInput, NotFound
from bot.library.library import Library
from bot.model import Ask, Message
from bot.reply import Action, Entry, Notice, Reply, notice
from bot.reply.telling import citation

PASSAGE = re.compile(r"\[?(?P<passage>[a-z][a-z0-9-]{0,23}-[0-9]{1,9})\]?")
PAGE = re.compile(r"[0-9]{1,3}")
# So many sources stand in one message, and so long together.
TOGETHER, CHARACTERS = 20, 2400


class Hiding:
    """Hides passages in a community."""

    group = TOPIC_GROUP

    def __init__(self, library: Library, desk: Desk) -> None:
        self._library = library
        self._desk = desk

    @command("ban", examples=["topic ban storm-4"])
    async def ban(self, ask: Ask, passage: str) -> Reply:
        """Hides a passage: nobody here is shown it any more."""
        found = self._library.passage(_passage(passage))
        number = await self._desk.reports.ban(ask, found.id)
        told = Notice(Message("ban-done", {"passage": found.id, "number": number}))
        return Reply((told,), (Action("undo", str(number)),), private=True)

    @command("unban", examples=["topic unban storm-4"])
    async def unban(self, ask: Ask, passage: Annotated[str, Arg(complete="banned")] = "") -> Reply:
        """Shows a passage again that was hidden; lists those that are."""
        if not passage:
            return await self._page(ask, 0)
        key = _passage(passage)
        number = await self._desk.reports.unban(ask, key)
        told = Notice(Message("ban-lifted", {"passage": key, "number": number}))
        return Reply((told,), (Action("undo", str(number)),), private=True)

    @action("banned")
    async def banned(self, ask: Ask, target: str, shared: str) -> Reply:
        """A page of what is hidden."""
        return await self._page(ask, int(target) if PAGE.fullmatch(target) else 0)

    async def _page(self, ask: Ask, page: int) -> Reply:
        listed = (await self._desk.state(ask)).documents.get(BAN, {})
        if not listed:
            return notice(Message("ban-none"))
        sources = await asyncio.to_thread(lambda: list(self._sources(listed)))
        pages = list(together([[source] for source in sources], TOGETHER, CHARACTERS))
        at = page if page < len(pages) else 0
        lines = tuple(source for [source] in pages[at])
        back = (Action("banned", str(at - 1), Message("action-back")),) if at else ()
        onward = (Action("banned", str(at + 1)),) if at + 1 < len(pages) else ()
        return Reply((Entry(Message("ban-list", {"count": len(sources)}), lines),), (*back, *onward), private=True)

    def _sources(self, passages: Iterable[str]) -> Iterator[Message]:
        """Where each passage stands; one that is in the texts no more is named by its id."""
        for key in sorted(passages, key=_by_work):
            try:
                passage = self._library.passage(key)
            except NotFound:
                yield Message("ban-gone", {"passage": key})
            else:
                yield citation(self._library.work_of(passage), passage)


def _by_work(passage: str) -> tuple[str, int]:
    work, _, number = passage.rpartition("-")
    return work, int(number)


def _passage(told: str) -> str:
    found = PASSAGE.fullmatch(told.strip().casefold())
    if not found:
        raise BadInput("pin-place")
    return found["passage"]
