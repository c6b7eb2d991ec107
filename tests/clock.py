"""Time for tests."""

from __future__ import annotations


class Clock:
    """A clock that stands still until it is set on."""

    def __init__(self, now: float = 0.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds
