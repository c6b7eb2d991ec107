"""Whether the clock can be gone by: it is looked at beside the machine's own time and the platform's."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.store.moment import Clock, utc_now

log = structlog.get_logger(__name__)

# As far the clock may go from the machine's own time between two looks: it is set, or the machine slept.
JUMP = timedelta(seconds=60)
# As far it may be from the platform's.
SKEW = timedelta(minutes=10)
HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clock, and the machine's own time in seconds: it goes evenly, stands still while the machine sleeps."""

    wall: Clock = utc_now
    own: Callable[[], float] = time.monotonic


class Watch:
    """Looks at the clock. `platform` tells the platform's time.

    After a jump nothing is done for `quiet` seconds: by the clock a request may be long over that is still under way.
    """

    def __init__(self, clocks: Clocks, platform: Callable[[], Awaitable[datetime | None]], quiet: float) -> None:
        self._clocks = clocks
        self._platform = platform
        self._quiet = quiet
        self._last: tuple[datetime, float] = clocks.wall(), clocks.own()
        self._held_until = self._last[1]
        self._checked: float | None = None

    def steady(self) -> bool:
        """Whether the clock went on evenly since the last look, and long enough since it did not."""
        now, own = self._clocks.wall(), self._clocks.own()
        before, own_before = self._last
        if abs(now - before - timedelta(seconds=own - own_before)) > JUMP:
            log.warning("clock-jumped", seconds=(now - before).total_seconds())
            self._held_until, self._checked = own + self._quiet, None
        self._last = now, own
        return own >= self._held_until

    async def sound(self) -> bool:
        """Whether the clock is steady and shows nearly the platform's time, as far as that was told this hour."""
        steady, own = self.steady(), self._clocks.own()
        if self._checked is None or own - self._checked > HOUR:
            await self._compare(own)
        return steady and self._checked is not None

    async def _compare(self, own: float) -> None:
        there = await self._platform()
        if there is None:
            # Nobody answers: what was found an hour ago holds.
            return
        skew = self._clocks.wall() - there
        self._checked = own if abs(skew) <= SKEW else None
        if self._checked is None:
            log.warning("clock-skewed", seconds=skew.total_seconds())
