"""Times in which Discord wants no requests: it counts those that come all the same, and may allow so many a second."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

# What is under way when a client is told to wait comes a moment later, on a busy machine a long one.
UNDER_WAY_S = 0.5
# Neither these nor the answers to them count against a bot.
FREE = ("/interactions/", "/webhooks/")
SECOND = 1.0


@dataclass(frozen=True)
class Rest:
    """From a moment to another no request of this kind is wanted; none at all where `path` is empty."""

    method: str
    path: str
    since: float
    until: float

    def broken_by(self, method: str, path: str, now: float) -> bool:
        """Whether a request comes while none is wanted."""
        meant = (self.method, self.path) == (method, path) if self.path else not path.startswith(FREE)
        return meant and self.since + UNDER_WAY_S < now < self.until


class Rests:
    """What clients were told to wait for, and what they did; `unwanted` are the requests that came meanwhile."""

    def __init__(self) -> None:
        self.unwanted: list[str] = []
        self.told = 0
        self.per_second: int | None = None
        self._rests: list[Rest] = []
        self._lately: deque[float] = deque()

    def begin(self, method: str, path: str, headers: Mapping[str, str]) -> None:
        """A client is told to wait by these headers."""
        now = time.monotonic()
        everywhere = "X-RateLimit-Global" in headers
        rest = Rest(method, "" if everywhere else path, now, now + float(headers["Retry-After"]))
        self._rests = [*(of for of in self._rests if of.until > now), rest]
        self.told += 1

    @property
    def left(self) -> float:
        """The seconds until everything is wanted again."""
        now = time.monotonic()
        return max((rest.until - now for rest in self._rests), default=0.0)

    def came(self, method: str, path: str) -> float:
        """Notes a request; for so many seconds none is allowed, where there were too many in the last."""
        now = time.monotonic()
        if any(rest.broken_by(method, path, now) for rest in self._rests):
            self.unwanted.append(f"{method} {path}")
        if self.per_second is None or path.startswith(FREE):
            return 0.0
        while self._lately and self._lately[0] <= now - SECOND:
            self._lately.popleft()
        if len(self._lately) >= self.per_second:
            return self._lately[0] + SECOND - now
        self._lately.append(now)
        return 0.0
