"""Clocks that tests set, each by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.daily.watch import Clocks

NOON = datetime(2026, 11, 22, 11, tzinfo=UTC)


class Time:
    """A clock, the machine's own time, and the time that it is: they go on together until one is set."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now
        self.own_now = 0.0
        self.true = now

    def wall(self) -> datetime:
        return self.now

    def own(self) -> float:
        return self.own_now

    @property
    def clocks(self) -> Clocks:
        return Clocks(self.wall, self.own)

    def go(self, seconds: float = 0, **parts: float) -> None:
        """So much time goes by."""
        self.sleep(seconds=seconds, **parts)
        self.own_now += timedelta(seconds=seconds, **parts).total_seconds()

    def sleep(self, **parts: float) -> None:
        """So much time goes by while the machine sleeps."""
        self.set(**parts)
        self.true += timedelta(**parts)

    def set(self, **parts: float) -> None:
        """The clock is set on by so much, or back."""
        self.now += timedelta(**parts)
