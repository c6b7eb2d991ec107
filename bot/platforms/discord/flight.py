"""Knows which answers are under way, so that none is lost when the client closes, and none is given twice."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot.latest import Latest
from bot.request import begun

log = structlog.get_logger(__name__)

# Discord repeats no event that is older than a session can be resumed, which is minutes.
REMEMBERED = 4096
QUEUE = "answers"


class Flight:
    """The answers under way. discord.py's `close` waits for none of them."""

    def __init__(self) -> None:
        self._aboard: set[asyncio.Task[None]] = set()
        self._closed = False
        self._flown: Latest[int, None] = Latest(REMEMBERED)

    @contextmanager
    def boarding(self, interaction: int) -> Iterator[bool]:
        """Counts the running task in for as long as the block lasts, as the one that answers this interaction.

        Gives False for an interaction that Discord delivers again (a resumed session repeats events), and once nobody
        is taken any more.
        """
        task = asyncio.current_task()
        if self._closed or task is None or not self._is_new(interaction):
            yield False
            return
        with begun():
            self._aboard.add(task)
            log.debug("queue", queue=QUEUE, length=len(self._aboard))
            try:
                yield True
            finally:
                self._aboard.discard(task)
                log.debug("queue", queue=QUEUE, length=len(self._aboard))

    async def land(self, seconds: float) -> None:
        """Takes nobody any more and waits for those under way; who is not there in time is given up, and ended."""
        self._closed = True
        if not self._aboard:
            return
        _, late = await asyncio.wait(self._aboard.copy(), timeout=seconds)
        for task in late:
            task.cancel()
        if late:
            log.warning("answers given up", count=len(late))
            await asyncio.wait(late, timeout=seconds)

    def _is_new(self, interaction: int) -> bool:
        if interaction in self._flown:
            log.info("interaction delivered again", interaction=interaction)
            return False
        self._flown.keep(interaction, None)
        return True
