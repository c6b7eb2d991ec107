"""Clocks for tests: one is an hour later each time it is read, one stands still."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

FIRST = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Clock:
    """An hour later each time; it can be set ahead."""

    def __init__(self) -> None:
        self._next = FIRST

    def __call__(self) -> datetime:
        now, self._next = self._next, self._next + HOUR
        return now

    def pass_by(self, days: float) -> None:
        """So many days go by."""
        self._next += timedelta(days=days)


class StillClock:
    """It stands still until it is set ahead."""

    def __init__(self) -> None:
        self._now = FIRST

    def __call__(self) -> datetime:
        return self._now

    def pass_by(self, time: timedelta) -> None:
        """So much time goes by."""
        self._now += time
