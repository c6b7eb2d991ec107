"""For how long a homeserver wants to be asked for something no more: whoever is told, all keep to it."""

from __future__ import annotations

import time
from collections.abc import Callable


class Rests:
    """What is to rest, by names; times are of the machine's own clock."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[str, float] = {}

    def begin(self, what: str, seconds: float) -> None:
        """From now on it rests for so long."""
        now = self._clock()
        longer = max(now + seconds, self._until.get(what, now))
        self._until = {name: until for name, until in self._until.items() if until > now} | {what: longer}

    def left(self, what: str) -> float:
        """For so many seconds it rests yet; 0 where it does not."""
        return max(self._until.get(what, 0.0) - self._clock(), 0.0)
