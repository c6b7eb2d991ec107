"""Knows which answers are under way, so that none is lost when the client closes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

log = structlog.get_logger(__name__)


class Flight:
    """The answers under way. discord.py's `close` waits for none of them."""

    def __init__(self) -> None:
        self._aboard: set[asyncio.Task[None]] = set()
        self._closed = False

    @contextmanager
    def boarding(self) -> Iterator[bool]:
        """Counts the running task in for as long as the block lasts; gives False once nobody is taken any more."""
        task = asyncio.current_task()
        if self._closed or task is None:
            yield False
            return
        self._aboard.add(task)
        try:
            yield True
        finally:
            self._aboard.discard(task)

    async def land(self, seconds: float) -> None:
        """Takes nobody any more and waits for those under way; who is not there in time is given up."""
        self._closed = True
        if not self._aboard:
            return
        _, late = await asyncio.wait(self._aboard.copy(), timeout=seconds)
        for task in late:
            task.cancel()
        if late:
            log.warning("answers given up", count=len(late))
