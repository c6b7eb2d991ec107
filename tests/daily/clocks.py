"""Clocks that tests set, each by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.daily.watch import Clocks

NOON = datetime(2026, 11, 22, 11, tzinfo=UTC)


class Time:
    """A clock, and the machine's own time: they go on together, until the clock is set or the machine sleeps."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now
        self.own_now = 0.0

    def wall(self) -> datetime:
        return self.now

    def own(self) -> float:
        return self.own_now

    @property
    def clocks(self) -> Clocks:
        return Clocks(self.wall, self.own)

    def go(self, seconds: float = 0, **parts: float) -> None:
        """So much time goes by."""
        passed = timedelta(seconds=seconds, **parts)
        self.now += passed
        self.own_now += passed.total_seconds()

    def set(self, **parts: float) -> None:
        """The clock is set on by so much, or back; or the machine sleeps for so long."""
        self.now += timedelta(**parts)
