"""Tells moderators that something waits for them: once a day, with a reply of theirs, and never anybody else."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog

from bot.commands.topics.group import TOPIC_GROUP
from bot.communities.desk import Desk
from bot.communities.keeper import TOPIC
from bot.communities.reports import REPORT
from bot.errors import BotError, traced
from bot.latest import Latest
from bot.model import Ask, Message
from bot.reply import Block, Notice

log = structlog.get_logger(__name__)

# Who was told is told again after so long; where nothing waited, it is looked again after so long.
AGAIN_S, LOOK_S = 24 * 3600.0, 300.0
MODERATORS = 10_000


class Waiting:
    """Knows who was told, in this process; `clock` counts seconds."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._clock = clock
        # By the community and the moderator: when to look again.
        self._later: Latest[tuple[str, str], float] = Latest(MODERATORS)

    async def for_asker(self, ask: Ask) -> tuple[Block, ...]:
        """How much waits for the asker; nothing for whoever may not decide, or was told. So too without a database."""
        if not (ask.communal and TOPIC_GROUP.admits(ask)) or (self._later.get(_who(ask)) or 0.0) > self._clock():
            return ()
        try:
            counts = await self._desk.petitions.counts_waiting(ask.community)
        except BotError as e:
            log.info("waiting not told", **traced(e))
            return ()
        self._put_off(ask, AGAIN_S if counts else LOOK_S)
        told = Message("news-waiting", {"proposals": counts.get(TOPIC, 0), "reports": counts.get(REPORT, 0)})
        return (Notice(told),) if counts else ()

    def seen(self, ask: Ask) -> None:
        """The asker sees what waits: nobody needs to tell them today."""
        self._put_off(ask, AGAIN_S)

    def forget(self, ask: Ask) -> None:
        """Forgets that the asker was told."""
        for who in self._later:
            if who[1] == ask.member:
                self._later.drop(who)

    def _put_off(self, ask: Ask, seconds: float) -> None:
        self._later.keep(_who(ask), self._clock() + seconds)


def _who(ask: Ask) -> tuple[str, str]:
    return ask.community, ask.member
