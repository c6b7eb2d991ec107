"""How often may be asked: token buckets for each member, channel and community."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import TooFast
from bot.model import Ask

# Whole nanoseconds add up exactly: no token is lost or won by rounding.
SECOND = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once (`burst`, 1 or more), then one every `seconds`; 0 seconds set no limit."""

    burst: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Rates:
    """How often a member may ask, and how often may be asked in a channel and in a community.

    Channels and communities regain tokens faster than one member can spend them, so that nobody uses them up alone.
    """

    member: Rate = Rate(5, 2.0)
    channel: Rate = Rate(20, 0.5)
    community: Rate = Rate(60, 0.2)


UNLIMITED = Rates(Rate(1, 0), Rate(1, 0), Rate(1, 0))


class Buckets:
    """The buckets of one rate, by name. A full one is not kept: a name that nobody has used is as good.

    All that a bucket holds is when it will be full again, in nanoseconds.
    """

    def __init__(self, rate: Rate) -> None:
        self._refill = round(rate.seconds * SECOND)
        self._burst = rate.burst
        self._full: OrderedDict[str, int] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full)

    def wait(self, name: str, now: int, slower: float = 1.0) -> int:
        """The nanoseconds until a token is there, of a bucket that fills so much slower; 0 where one is."""
        most = (self._burst - 1) * round(self._refill * slower)
        return max(0, self._full.get(name, now) - now - most)

    def take(self, name: str, now: int, slower: float = 1.0) -> None:
        """Takes a token that is there."""
        self._full[name] = max(self._full.get(name, now), now) + round(self._refill * slower)
        self._full.move_to_end(name)
        self._drop_full(now)

    def _drop_full(self, now: int) -> None:
        """Drops the buckets that are full, from the one that was used longest ago on."""
        while self._full and next(iter(self._full.values())) <= now:
            self._full.popitem(last=False)


class Cooldown:
    """The buckets of this process. An ask takes a token from each of its buckets or, where one is empty, from none.

    A reply that is known beforehand to be for the asker alone costs the member's token only.
    """

    def __init__(self, rates: Rates, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._members = Buckets(rates.member)
        self._channels = Buckets(rates.channel)
        self._communities = Buckets(rates.community)

    def spend(self, ask: Ask, slower: float = 1.0) -> None:
        """Takes what an ask costs where tokens come so much slower; TooFast with the seconds to wait where it cannot.

        The seconds are whole ones.
        """
        now = round(self._clock() * SECOND)
        buckets = self._of(ask)
        wait = max(bucket.wait(name, now, slower) for bucket, name in buckets)
        if wait:
            raise TooFast("too-fast", seconds=-(-wait // SECOND))
        for bucket, name in buckets:
            bucket.take(name, now, slower)

    def _of(self, ask: Ask) -> list[tuple[Buckets, str]]:
        own = [(self._members, ask.member)]
        return own if ask.alone else [*own, (self._channels, ask.place), (self._communities, ask.community)]
