"""How long to wait before the next session."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass
class Backoff:
    """How long to wait before the next session: twice as long each time, until one has lasted.

    `longest` holds for attempts that never got through. One that began a session counts against Discord's 1000 a day,
    beyond which it resets the token: at one in `budgeted` seconds they cannot be used up.
    """

    first: float = 1.0
    longest: float = 60.0
    budgeted: float = 90.0
    lasting: float = 120.0
    failures: int = 0

    def next(self, *, lasted: float, session_began: bool) -> float:
        """The seconds to wait, after an attempt that lasted so long."""
        if session_began and lasted >= self.lasting:
            self.failures = 0
        most = self.budgeted if session_began else self.longest
        wait: float = min(self.first * 2**self.failures, most)
        self.failures = min(self.failures + 1, 16)
        # After an outage of Discord's not everybody should come back in the same second.
        return wait if wait == most else wait * random.uniform(0.75, 1.0)  # noqa: S311 - guards nothing
