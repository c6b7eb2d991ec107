"""Scripted faults: what the next matching requests meet instead of, or before, an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fault:
    """One scripted fault, met by the next `times` requests that match."""

    method: str
    pattern: str
    times: int
    seconds: float = 0.0
    drop: str | None = None
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None

    def matches(self, method: str, path: str) -> bool:
        """Whether this fault is meant for the request ('*' stands for every method)."""
        here = self.method in ("*", method.upper())
        return self.times > 0 and here and re.search(self.pattern, path) is not None


class Faults:
    """The script. Faults are met in the order in which they were scripted, each once a request."""

    def __init__(self) -> None:
        self._script: list[Fault] = []

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

    def drop(self, method: str, pattern: str, *, times: int = 1, before: bool = True) -> None:
        """Reset the connection: before the request is acted upon, or after (the answer is lost)."""
        self._add(Fault(method, pattern, times, drop="before" if before else "after"))

    def delay(self, method: str, pattern: str, seconds: float, *, times: int = 1) -> None:
        """Let the request wait, then go on as usual."""
        self._add(Fault(method, pattern, times, seconds=seconds))

    def rate_limit(self, method: str, pattern: str, retry_after: float, times: int = 1, *, via: bool = True) -> None:
        """Answer 429. Without `Via` it looks like Cloudflare's ban, which nobody should retry."""
        headers = {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0"}
        headers |= {"X-RateLimit-Reset-After": str(retry_after), "X-RateLimit-Scope": "user"}
        headers |= {"Retry-After": str(retry_after)} | ({"Via": "1.1 google"} if via else {})
        body = {"message": "You are being rate limited.", "global": False}
        body["retry_after"] = retry_after
        self._add(Fault(method, pattern, times, status=429, headers=headers, body=body))

    def clear(self) -> None:
        """Forget what was scripted and not met yet."""
        self._script.clear()

    @property
    def left(self) -> int:
        """How many scripted faults no request has met yet."""
        return sum(fault.times for fault in self._script)

    def meet(self, method: str, path: str) -> Iterator[Fault]:
        """The faults for this request, each counted when it is met."""
        for fault in list(self._script):
            if fault.matches(method, path):
                fault.times -= 1
                yield fault
        self._script = [fault for fault in self._script if fault.times > 0]

    def _add(self, fault: Fault) -> None:
        if fault.times > 0:
            self._script.append(fault)
