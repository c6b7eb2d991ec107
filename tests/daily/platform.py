"""A platform for tests, in their own process and time, that does what a script says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.daily.courier import Skip
from bot.daily.outbox import CannotSee, Refused, Removed, RetryAfter, TooMuch
from bot.errors import PlatformRefused
from bot.reply import Reply
from bot.store.content import Fields
from bot.store.deliveries import Delivery
from tests.daily.clocks import Time

# What may become of a request.
FINE, LOST, RESET, LATE = "fine", "accepted, answer lost", "not accepted", "accepted later, no answer"
REFUSED, REMOVED, LOGGED_OUT, UNSEEN = "refused", "removed", "logged out", "cannot be seen"
MUCH = "too much to look through"
REST, REST_ALL = "retry after", "retry after, everywhere"
REST_S = 90.0
# Later the platform accepts nothing.
LATEST_S = 140.0


@dataclass
class Platform:
    """What stands in its places, by name and key; `script` says what becomes of the next sends, then all are fine."""

    clock: Time
    script: list[str] = field(default_factory=list)
    reading: list[str] = field(default_factory=list)
    places: defaultdict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    said: list[Reply] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    # Requests that came while it wanted none.
    unwanted: int = 0
    meanwhile: Callable[[], object] = list
    _rests: dict[str, datetime] = field(default_factory=dict)
    _coming: list[tuple[datetime, str, str]] = field(default_factory=list)

    async def send(self, place: str, reply: Reply, key: str) -> str:
        self._asked("send", place)
        self.said.append(reply)
        what = self.script.pop(0) if self.script else FINE
        self._maybe_refuse(what, place)
        if what == LATE:
            self._coming.append((self.clock.true + timedelta(seconds=LATEST_S), place, key))
        elif what in {FINE, LOST}:
            self._accept(place, key)
        if what != FINE:
            raise TimeoutError(what)
        return self.places[place][-1][0]

    async def find(self, place: str, key: str, anchor: str | None, since: datetime) -> str | None:
        self._asked("find", place)
        what = self.reading.pop(0) if self.reading else FINE
        self._maybe_refuse(what, place)
        if what != FINE:
            raise TimeoutError(what)
        names = [name for name, _ in self.places[place]]
        after = names.index(anchor) + 1 if anchor in names else 0
        return next((name for name, of in self.places[place][after:] if of == key), None)

    async def anchor(self, place: str) -> str | None:
        self._asked("anchor", place)
        there = self.places[place]
        return there[-1][0] if there else None

    async def time(self) -> datetime | None:
        return self.clock.true

    def keys(self) -> list[str]:
        """The keys of all that stands there, in the end."""
        self._come(self.clock.true + timedelta(days=1))
        return [key for posts in self.places.values() for _, key in posts]

    def _asked(self, operation: str, place: str) -> None:
        self._come(self.clock.true)
        self.requests.append((operation, place))
        self.unwanted += any(self.clock.true < self._rests.get(of, self.clock.true) for of in (place, ""))
        self.meanwhile()

    def _maybe_refuse(self, what: str, place: str) -> None:
        if what in {REST, REST_ALL}:
            self._rests["" if what == REST_ALL else place] = self.clock.true + timedelta(seconds=REST_S)
            raise RetryAfter(REST_S, everywhere=what == REST_ALL)
        raised = {
            REFUSED: Refused("forbidden"),
            REMOVED: Removed(),
            LOGGED_OUT: PlatformRefused("discord-token"),
            UNSEEN: CannotSee(),
            MUCH: TooMuch(),
        }
        if what in raised:
            raise raised[what]

    def _come(self, now: datetime) -> None:
        for at, place, key in [of for of in self._coming if of[0] <= now]:
            self._coming.remove((at, place, key))
            self._accept(place, key)

    def _accept(self, place: str, key: str) -> None:
        self.places[place].append((f"{place}/{len(self.places[place])}", key))


@dataclass
class Composer:
    """Chooses another thing each time it is asked; nothing where `empty`."""

    empty: bool = False
    asked: int = 0
    meanwhile: Callable[[], object] = list

    async def choose(self, delivery: Delivery) -> Fields:
        self.asked += 1
        self.meanwhile()
        if self.empty:
            raise Skip("nothing-fits")
        return {"choice": self.asked}

    async def reply(self, delivery: Delivery, content: Fields) -> Reply:
        return Reply((), shared=str(content["choice"]))
