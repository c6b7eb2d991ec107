"""What can go wrong, as one tree. An error carries a Fluent key and values, never prose.

BotError
├── BadInput         what was asked cannot be used
├── NotFound         what was asked is not here
├── TooFast          somebody asks more often than they may
├── NotAllowed       what was asked is for others
├── Conflict         somebody else changed it meanwhile
├── LimitReached     there would be more of something than there may be
├── CorpusError      a text, or what is known about it, is unusable
├── IndexUnusable    the index on disk cannot be opened
├── StoreUnusable    the database cannot be used as it is
├── StoreUnreachable the database does not answer now
│   └── StoreUncertain   it fell silent while something was to be kept
├── SettingsError    the environment holds something unusable
├── PlatformRefused  a chat platform accepts no connection with these settings
└── PlatformUnreachable  a chat platform does not answer now
"""

from __future__ import annotations

import traceback
from pathlib import Path

FRAMES = 5

Value = str | int | float


class BotError(Exception):
    """A failure that a person can be told about: `key` names the sentence, `values` fill it."""

    def __init__(self, key: str, /, **values: Value) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.key}({told})"


class BadInput(BotError):
    """What was asked cannot be used as it is."""


class NotFound(BotError):
    """What was asked is not in the texts held here."""


class TooFast(BotError):
    """Somebody asks more often than they may; in so many seconds they may again."""


class NotAllowed(BotError):
    """What was asked is for those with another role."""


class Conflict(BotError):
    """What is to be changed is no longer what was seen: somebody else changed it first."""


class LimitReached(BotError):
    """There would be more of something than there may be."""


class CorpusError(BotError):
    """A text, or what `data/` says about it, is unusable; the start stops."""


class IndexUnusable(BotError):
    """The index on disk cannot be opened; it is derived, so it is built anew."""


class StoreUnusable(BotError):
    """The database cannot be used as it is, or not for this; trying again would not help."""


class StoreUnreachable(BotError):
    """The database does not answer; trying again later would help."""


class StoreUncertain(StoreUnreachable):
    """The database fell silent while something was to be kept: it may be kept, or not."""


class SettingsError(BotError):
    """A setting in the environment cannot be used; the start stops."""


class PlatformRefused(BotError):
    """A chat platform refuses these credentials; trying again would not help."""


class PlatformUnreachable(BotError):
    """A chat platform does not answer; trying again later would help."""


def traced(error: BaseException) -> dict[str, object]:
    """The kind of an error and where it arose, for the log; its message could hold what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    at = [f"{Path(frame.filename).stem}.{frame.name}:{frame.lineno}" for frame in frames]
    return {"error": type(error).__name__, "at": at}
