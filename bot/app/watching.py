"""What whoever runs the bot sees of it while it serves."""

from __future__ import annotations

import time
from collections.abc import Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, nullcontext
from importlib import import_module
from typing import Any, TypeVar

import structlog

from bot.app.housekeeping import Chore, doing
from bot.config import Config
from bot.observe import Listener
from bot.observe.heartbeat import EVERY_S, Heart
from bot.observe.vitals import DATABASE, DISCORD, Vitals
from bot.store.deliveries import CLAIMED, PLANNED, SENDING, Deliveries
from bot.store.moment import utc_now

log = structlog.get_logger(__name__)
Served = TypeVar("Served")


class Watching:
    """Hears the events of the process, and shows others that it is alive, and how it does."""

    def __init__(self, config: Config) -> None:
        self._heart = Heart(config.state)
        self._vitals = Vitals(_expected(config))
        self._last: float | None = None
        self._endpoint: Any = None
        if config.metrics_port:
            # Late, as who asks for none need not wait for them, and has the memory.
            self._endpoint = import_module("bot.app.endpoint").Endpoint(config.metrics_port, self._vitals)

    @property
    def listeners(self) -> tuple[Listener, ...]:
        """What is to hear the events."""
        return (self._vitals.heard, *((self._endpoint.heard,) if self._endpoint else ()))

    async def during(self, serving: Coroutine[Any, Any, Served]) -> Served:
        """Serves meanwhile; SettingsError where the port of the settings is taken."""
        try:
            async with self._shown(), doing([Chore("heartbeat", self._beat, EVERY_S, EVERY_S)]):
                return await serving
        finally:
            serving.close()
            self._heart.stop()

    def _shown(self) -> AbstractAsyncContextManager[None]:
        shown: AbstractAsyncContextManager[None] = self._endpoint.open() if self._endpoint else nullcontext()
        return shown

    async def _beat(self) -> None:
        now = time.monotonic()
        log.debug("beat", lag=max(now - self._last - EVERY_S, 0) if self._last else 0)
        self._last = now
        self._heart.beat(self._vitals.silent())


async def count_open(deliveries: Deliveries) -> None:
    """Tells how much is due, and for how long."""
    found = await deliveries.open()
    for state in (PLANNED, CLAIMED, SENDING):
        log.debug("deliveries open", state=state, count=found.states.get(state, 0))
    log.debug("delivery oldest", seconds=(utc_now() - found.since).total_seconds() if found.since else 0)


def _expected(config: Config) -> Iterator[str]:
    """What is to be alive as soon as the bot serves; other parts tell when they begin."""
    yield DATABASE
    if config.discord:
        yield DISCORD
