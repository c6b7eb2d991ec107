"""How things are done in a community: what its managers set, and what its members asked in vain."""

from __future__ import annotations

import structlog

from bot.communities.desk import Desk
from bot.communities.settings import PACES
from bot.communities.wishes import cleaned
from bot.dispatch.customs import USUAL, Customs
from bot.errors import BotError, StoreUnreachable, traced
from bot.model import Ask

log = structlog.get_logger(__name__)

# What is longer is no subject for a topic.
LONGEST = 60


class Habits:
    """Knows what holds in a community."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def customs(self, ask: Ask) -> Customs:
        """What holds where somebody asks; as usual while nobody can tell."""
        try:
            of = (await self._desk.state(ask)).settings
        except StoreUnreachable:
            return USUAL
        return Customs(of.language, of.private, PACES.get(of.pace, 1.0))


class Misses:
    """Counts what members asked about in vain, without their names."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def note(self, ask: Ask, words: str) -> None:
        """Counts it for the moderators, where there are any."""
        told = cleaned(words).casefold()
        if not (ask.communal and 0 < len(told) <= LONGEST):
            return
        try:
            await self._desk.missed.note(ask.community, told)
        except BotError as e:
            log.info("missed question not counted", **traced(e))
