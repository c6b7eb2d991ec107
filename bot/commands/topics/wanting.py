"""What members asked about and found nothing on: `/topic wanted`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from bot.commands.topics.group import TOPIC_GROUP
from bot.communities.desk import MOST_MISSED, Desk
from bot.dispatch.command import action, command
from bot.errors import NotFound
from bot.model import Ask, Message
from bot.reply import Action, Block, Entry, Notice, Reply, notice
from bot.store.missed import Asked

SHOWN = 8
OFFSET = re.compile(r"[0-9]{1,4}")
WORDS = re.compile(r"(?P<words>[0-9a-f]{16}):(?P<offset>[0-9]{1,4})")
DIGITS = 16


class Wanting:
    """Lists what was asked in vain, for those who could make a topic of it."""

    group = TOPIC_GROUP

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @command("wanted", examples=["topic wanted"])
    async def wanted(self, ask: Ask) -> Reply:
        """What members asked about and found nothing on, and how often."""
        return await self._page(ask, 0)

    @action("wanted")
    async def wanted_from(self, ask: Ask, target: str, shared: str) -> Reply:
        """The same list from a place on."""
        return await self._page(ask, int(target) if OFFSET.fullmatch(target) else 0)

    @action("dismiss")
    async def dismiss(self, ask: Ask, target: str, shared: str) -> Reply:
        """Takes words off the list; they come back when somebody asks for them again."""
        wanted = WORDS.fullmatch(target)
        listed = await self._desk.missed.most_wanted(ask.community, limit=MOST_MISSED)
        words = [of.words for of in listed if wanted and _named(of) == wanted["words"]]
        if not words or not wanted:
            raise NotFound("wanted-gone")
        await self._desk.missed.dismiss(ask.community, words[0])
        return await self._page(ask, int(wanted["offset"]), Notice(Message("wanted-dismissed", {"words": words[0]})))

    async def _page(self, ask: Ask, offset: int, *before: Block) -> Reply:
        found = await self._desk.missed.most_wanted(ask.community, offset, SHOWN + 1)
        if not found and offset:
            return await self._page(ask, 0, *before)
        if not found:
            return Reply(before, private=True) if before else notice(Message("wanted-none"))
        lines = tuple(Message("wanted-line", {"words": of.words, "count": of.times}) for of in found[:SHOWN])
        blocks = (*before, Entry(Message("wanted-heading"), lines))
        return Reply(blocks, tuple(_ways(found, offset)), private=True)


def _ways(found: Sequence[Asked], offset: int) -> Iterator[Action]:
    for of in found[:SHOWN]:
        yield Action("dismiss", f"{_named(of)}:{offset}", Message("action-dismiss-of", {"words": of.words}))
    if offset:
        yield Action("wanted", str(max(offset - SHOWN, 0)), Message("action-back"))
    if len(found) > SHOWN:
        yield Action("wanted", str(offset + SHOWN), Message("action-page"))


def _named(of: Asked) -> str:
    """What stands for words in the id of a button, which is too short for them."""
    return hashlib.sha256(of.words.encode()).hexdigest()[:DIGITS]
