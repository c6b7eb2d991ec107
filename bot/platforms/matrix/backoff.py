"""How long to wait after something failed."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass
class Backoff:
    """Twice as many seconds each time, up to the longest; less by chance, so that not everybody comes back at once."""

    first: float = 1.0
    # Members wait for answers once the homeserver is back, and one bot more or less is nothing to it.
    longest: float = 15.0
    failures: int = 0

    def next(self) -> float:
        """The seconds to wait, after one more failure."""
        wait: float = min(self.first * 2**self.failures, self.longest)
        self.failures = min(self.failures + 1, 16)
        return wait * random.uniform(0.5, 1.0)  # noqa: S311 - guards nothing

    def reset(self) -> None:
        """It works again."""
        self.failures = 0
