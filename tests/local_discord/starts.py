"""How many sessions a bot may begin, and how fast: `session_start_limit`, held to."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from .components import JSON

TOTAL = 1000
RESET_MS = 86_400_000


@dataclass
class Starts:
    """Sessions that were begun: so many are `left`, one every `apart_s` seconds in each bucket of shards.

    Discord's own distance is five seconds; tests that do not ask for it are not held up by it. `too_fast` are the
    shards that came before their time.
    """

    left: int = TOTAL
    max_concurrency: int = 1
    apart_s: float = 0.0
    reset_ms: int = RESET_MS
    too_fast: list[int] = field(default_factory=list)
    _last: dict[int, float] = field(default_factory=dict)

    def limit(self) -> JSON:
        """What GET /gateway/bot says of it."""
        return {
            "total": TOTAL,
            "remaining": self.left,
            "reset_after": self.reset_ms,
            "max_concurrency": self.max_concurrency,
        }

    def count(self) -> bool:
        """Counts a session; False where there were too many: the token is no good any more then."""
        self.left -= 1
        return self.left >= 0

    def in_time(self, shard: int) -> bool:
        """Whether the bucket of a shard rested long enough."""
        bucket, now = shard % self.max_concurrency, time.monotonic()
        rested = now - self._last.get(bucket, -self.apart_s) >= self.apart_s
        if rested:
            self._last[bucket] = now
        else:
            self.too_fast.append(shard)
        return rested
