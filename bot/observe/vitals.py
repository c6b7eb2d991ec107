"""Which parts of the bot show that they are alive, by the events that they tell of."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

DISCORD, MATRIX, SCHEDULER, DATABASE = "discord", "matrix", "scheduler", "database"

Sign = Literal["awaited", "once", "on", "off", "gone"]
"""To be alive soon; alive at that moment; from then on; no longer; no part of the bot any more."""

SIGNS: Mapping[str, tuple[str, Sign]] = {
    "discord connecting": (DISCORD, "awaited"),
    "discord connected": (DISCORD, "on"),
    "discord connection resumed": (DISCORD, "on"),
    "discord disconnected": (DISCORD, "off"),
    "discord connection ended": (DISCORD, "off"),
    "matrix began": (MATRIX, "awaited"),
    "matrix synced": (MATRIX, "once"),
    "matrix ended": (MATRIX, "gone"),
    "ticked": (SCHEDULER, "once"),
    "ticking ended": (SCHEDULER, "gone"),
    "transaction": (DATABASE, "once"),
}
"""What the events of the floors below say of which part."""

ANY = ""
"""What stands for all of a part of which none is known yet, or of which there is but one."""


class Vitals:
    """Hears events, and knows for how long each part has shown no life.

    Of a part there may be several, told apart by `shard` or `platform`; it is as silent as the most silent of them.
    The `expected` parts are silent from the start until they are heard of.
    """

    def __init__(self, expected: Iterable[str], own: Callable[[], float] = time.monotonic) -> None:
        self._own = own
        # When each was last alive, or known to be gone since.
        self._last: dict[tuple[str, str], float] = {}
        self._awaited: set[tuple[str, str]] = set()
        self._on: set[tuple[str, str]] = set()
        for part in expected:
            self._await((part, ANY))

    def heard(self, event: str, fields: Mapping[str, Any]) -> None:
        """Takes notice of an event."""
        if event not in SIGNS:
            return
        part, sign = SIGNS[event]
        one = part, str(fields.get("shard", fields.get("platform", ANY)))
        if one[1] != ANY:
            self._forget((part, ANY))
        if sign == "awaited":
            self._await(one)
        elif sign == "gone":
            self._forget(one)
        elif sign == "off":
            self._over(one)
        else:
            self._alive(one, lasting=sign == "on")

    @property
    def awaited(self) -> frozenset[str]:
        """The parts that have not shown life yet since they are to."""
        return frozenset(part for part, _ in self._awaited)

    def silent(self) -> dict[str, float]:
        """For how many seconds each part has shown no life; 0 for one that goes on."""
        now, found = self._own(), dict[str, float]()
        for one, last in self._last.items():
            found[one[0]] = max(found.get(one[0], 0.0), 0.0 if one in self._on else now - last)
        return found

    def _await(self, one: tuple[str, str]) -> None:
        """One that was alive before is waited for as if it had only stopped."""
        if one not in self._last:
            self._last[one] = self._own()
            self._awaited.add(one)

    def _alive(self, one: tuple[str, str], *, lasting: bool) -> None:
        self._last[one] = self._own()
        self._awaited.discard(one)
        if lasting:
            self._on.add(one)

    def _over(self, one: tuple[str, str]) -> None:
        if one in self._on:
            self._on.remove(one)
            self._last[one] = self._own()

    def _forget(self, one: tuple[str, str]) -> None:
        self._last.pop(one, None)
        self._awaited.discard(one)
        self._on.discard(one)
