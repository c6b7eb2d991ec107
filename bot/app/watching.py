"""What whoever runs the bot sees of it while it serves."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

from bot.app.housekeeping import Chore, doing
from bot.config import Config
from bot.observe import Listener
from bot.observe.heartbeat import EVERY_S, Heart
from bot.observe.vitals import DISCORD, MATRIX, Vitals

Served = TypeVar("Served")


class Watching:
    """Hears the events of the process, and shows others that it is alive."""

    def __init__(self, config: Config) -> None:
        self._heart = Heart(config.state)
        self._vitals = Vitals(_expected(config))

    @property
    def listeners(self) -> tuple[Listener, ...]:
        """What is to hear the events."""
        return (self._vitals.heard,)

    async def during(self, serving: Coroutine[Any, Any, Served]) -> Served:
        """Serves meanwhile."""
        try:
            async with doing([Chore("heartbeat", self._beat, EVERY_S, EVERY_S)]):
                return await serving
        finally:
            self._heart.stop()

    async def _beat(self) -> None:
        self._heart.beat(self._vitals.silent())


def _expected(config: Config) -> Iterator[str]:
    """The platforms that are to be served."""
    if config.discord:
        yield DISCORD
    if config.serves_matrix:
        yield MATRIX
