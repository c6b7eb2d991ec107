"""What is told of an ask once it is answered: which, where, what came of it, in which time. Nothing that was typed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import structlog

from bot.errors import (
    BadInput,
    BotError,
    Conflict,
    LimitReached,
    NotAllowed,
    NotFound,
    StoreUnreachable,
    TooFast,
)
from bot.reply import Reply

log = structlog.get_logger(__name__)

ANSWERED, NOTHING_FOUND, GIVEN_UP = "answered", "nothing-found", "given-up"
REFUSED, FAILED = "refused", "failed"
OUTCOMES: Mapping[type[BotError], str] = {
    BadInput: "bad-input",
    NotFound: "not-found",
    TooFast: "too-fast",
    NotAllowed: "not-allowed",
    Conflict: "conflict",
    LimitReached: "limit-reached",
    StoreUnreachable: "unavailable",
}
"""What came of an ask that ended with an error of that kind; REFUSED with another, FAILED with a defect."""

UNKNOWN = "unknown"
"""The name of what is not declared: what members send by other names stands nowhere."""


@dataclass
class Account:
    """One ask: of which kind, on which platform, and the `name` that it is declared under."""

    kind: Literal["command", "action", "form", "completion"]
    platform: str
    name: str = UNKNOWN
    began: float = field(default_factory=time.perf_counter)
    outcome: str = GIVEN_UP

    def answered(self, reply: Reply) -> None:
        """There is a reply."""
        self.outcome = NOTHING_FOUND if reply.vain else ANSWERED

    def failed(self, error: Exception) -> None:
        """There is none."""
        known = (OUTCOMES[kind] for kind in type(error).__mro__ if kind in OUTCOMES)
        self.outcome = next(known, REFUSED) if isinstance(error, BotError) else FAILED

    def close(self) -> None:
        """Tells of it; what is only completed, too many to be read, to listeners alone."""
        seconds = round(time.perf_counter() - self.began, 6)
        told = {"kind": self.kind, "name": self.name, "platform": self.platform, "outcome": self.outcome}
        (log.debug if self.kind == "completion" else log.info)("asked", **told, seconds=seconds)
