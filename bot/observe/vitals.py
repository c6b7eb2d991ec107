"""Which parts of the bot show that they are alive, by the events that they tell of."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

DISCORD, MATRIX, SCHEDULER, DATABASE = "discord", "matrix", "scheduler", "database"

Sign = Literal["once", "on", "off", "gone"]
"""Alive at that moment; from then on; no longer; no part of the bot any more."""

AWAITED = "awaited"
"""What stands for the ones of an expected part until one of them is heard of."""

SIGNS: Mapping[str, tuple[str, Sign]] = {
    "discord connected": (DISCORD, "on"),
    "discord connection resumed": (DISCORD, "on"),
    "discord disconnected": (DISCORD, "off"),
    "discord connection ended": (DISCORD, "off"),
    "matrix synced": (MATRIX, "once"),
    "ticked": (SCHEDULER, "once"),
    "ticking ended": (SCHEDULER, "gone"),
    "transaction": (DATABASE, "once"),
}
"""What the events of the floors below say of which part."""


class Vitals:
    """Hears events, and knows for how long each part has shown no life.

    Of a part there may be several, told apart by `shard` or `platform`; it is as silent as the most silent of them.
    The `expected` ones are silent from the start until they are heard of.
    """

    def __init__(self, expected: Iterable[str], own: Callable[[], float] = time.monotonic) -> None:
        self._own = own
        now = own()
        self._last: dict[str, dict[str, float]] = {part: {AWAITED: now} for part in expected}
        self._on: set[tuple[str, str]] = set()

    def heard(self, event: str, fields: Mapping[str, Any]) -> None:
        """Takes notice of an event."""
        if event not in SIGNS:
            return
        part, sign = SIGNS[event]
        which = str(fields.get("shard", fields.get("platform", "")))
        if sign in {"once", "on"}:
            self._alive(part, which, lasting=sign == "on")
            return
        known = self._last.get(part, {})
        for one in [which] if which else list(known):
            self._over(part, one)
            if sign == "gone":
                known.pop(one, None)

    @property
    def awaited(self) -> frozenset[str]:
        """The expected parts that have not been heard of yet."""
        return frozenset(part for part, ones in self._last.items() if AWAITED in ones)

    def silent(self) -> dict[str, float]:
        """For how many seconds each part has shown no life; 0 for one that goes on."""
        now = self._own()
        return {part: max(self._silence(part, one, now) for one in ones) for part, ones in self._last.items() if ones}

    def _alive(self, part: str, one: str, *, lasting: bool) -> None:
        known = self._last.setdefault(part, {})
        known.pop(AWAITED, None)
        known[one] = self._own()
        if lasting:
            self._on.add((part, one))

    def _over(self, part: str, one: str) -> None:
        if (part, one) in self._on:
            self._on.remove((part, one))
            self._last[part][one] = self._own()

    def _silence(self, part: str, one: str, now: float) -> float:
        return 0.0 if (part, one) in self._on else now - self._last[part][one]
