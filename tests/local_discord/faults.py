"""Scripted faults: what the next matching requests meet instead of, or before, an answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

from .rests import Rests

Scope = Literal["user", "shared", "global"]
Point = Literal["arrived", "half", "acted", "answered"]


LIMITED = 429
LOOK_S = 0.01


@dataclass
class Fault:
    """One scripted fault, met by the next `times` requests that match."""

    method: str
    pattern: str
    times: int
    seconds: float = 0.0
    drop: str | None = None
    given_up: bool = False
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None

    def matches(self, method: str, path: str) -> bool:
        """Whether this fault is meant for the request ('*' stands for every method)."""
        here = self.method in ("*", method.upper())
        return self.times > 0 and here and re.search(self.pattern, path) is not None


@dataclass
class Watch:
    """Waits for the `nth` request that matches to come to a point."""

    point: Point
    fault: Fault
    nth: int
    act: Callable[[], object]


class Faults:
    """The script. Faults are met in the order in which they were scripted, each once a request."""

    def __init__(self) -> None:
        self.rests = Rests()
        self._script: list[Fault] = []
        self._watches: list[Watch] = []

    def answer(  # noqa: PLR0913 - a whole answer, by name
        self,
        method: str,
        pattern: str,
        *,
        status: int,
        times: int = 1,
        headers: Mapping[str, str] | None = None,
        body: object = None,
    ) -> None:
        """Answer with this status, without doing what was asked."""
        self._add(Fault(method, pattern, times, status=status, headers=headers or {}, body=body))

    def drop(self, method: str, pattern: str, *, times: int = 1, before: bool = True, given_up: bool = False) -> None:
        """Reset the connection: before the request is acted upon, or after (the answer is lost).

        With `given_up` nothing is done before whoever asked waits no longer.
        """
        self._add(Fault(method, pattern, times, drop="before" if before else "after", given_up=given_up))

    def delay(self, method: str, pattern: str, seconds: float, *, times: int = 1) -> None:
        """Let the request wait, then go on as usual."""
        self._add(Fault(method, pattern, times, seconds=seconds))

    def rate_limit(  # noqa: PLR0913 - a whole answer, by name
        self,
        method: str,
        pattern: str,
        retry_after: float,
        times: int = 1,
        *,
        via: bool = True,
        scope: Scope = "user",
    ) -> None:
        """Answer 429. Without `Via` it looks like Cloudflare's ban, which nobody should retry."""
        headers, body = limited(retry_after, scope)
        if not via:
            del headers["Via"]
        self._add(Fault(method, pattern, times, status=429, headers=headers, body=body))

    def at(self, point: Point, method: str, pattern: str, act: Callable[[], object], *, nth: int = 1) -> None:
        """Do something as a matching request arrives, when half of it is read, when it is acted upon, or answered.

        One that was half read is cut, and never acted upon. The pattern is held against the path with its query.
        """
        self._watches.append(Watch(point, Fault(method, pattern, 1), nth, act))

    def watched(self, point: Point, method: str, path: str) -> Callable[[], object] | None:
        """What is to be done as a request comes to a point, if anything."""
        for watch in self._watches:
            if watch.point == point and watch.fault.matches(method, path):
                watch.nth -= 1
                if watch.nth == 0:
                    self._watches.remove(watch)
                    return watch.act
        return None

    def clear(self) -> None:
        """Forget what was scripted and not met yet."""
        self._script.clear()
        self._watches.clear()

    @property
    def left(self) -> int:
        """How many scripted faults no request has met yet."""
        return sum(fault.times for fault in self._script)

    def meet(self, method: str, path: str) -> Iterator[Fault]:
        """The faults for this request, each counted when it is met."""
        for fault in list(self._script):
            if fault.matches(method, path):
                fault.times -= 1
                if fault.status == LIMITED and "Via" in fault.headers:
                    self.rests.begin(method, path, fault.headers)
                yield fault
        self._script = [fault for fault in self._script if fault.times > 0]

    def _add(self, fault: Fault) -> None:
        if fault.times > 0:
            self._script.append(fault)


def limited(retry_after: float, scope: Scope) -> tuple[dict[str, str], dict[str, Any]]:
    """The headers and the body of a 429: of a route, of what several share, or of everything that the bot asks."""
    headers = {"Via": "1.1 google", "Retry-After": str(retry_after), "X-RateLimit-Scope": scope}
    if scope == "global":
        headers["X-RateLimit-Global"] = "true"
    else:
        headers |= {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0"}
        headers["X-RateLimit-Reset-After"] = str(retry_after)
    told = {"message": "You are being rate limited.", "retry_after": retry_after, "global": scope == "global"}
    return headers, told


async def given_up(request: web.Request) -> None:
    """Returns when whoever asked has gone."""
    while request.transport and not request.transport.is_closing():  # noqa: ASYNC110 - aiohttp tells nobody
        await asyncio.sleep(LOOK_S)
