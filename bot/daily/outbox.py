"""What a courier asks of a chat platform, and what may come of it.

Whatever else is raised by `send` leaves in doubt whether the post stands there: a lost answer, a timeout, an error of
the platform's own.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar, Literal, Protocol

from bot.reply import Reply

Need = Literal["post", "read-back", "thread", "no-thread", "role", "poll"]
"""What a schedule may need in its place: to post, to read what it posted, threads or none, to mention, to ask."""

FORBIDDEN, NO_PLACE, UNFIT = "forbidden", "no-place", "unfit"
"""Why a platform refuses: the bot may not post there; there is no such place any more; it takes no such post."""

CANNOT_SEE, TOO_MUCH, NOT_KEPT, NO_ANSWER = "cannot-see", "too-much", "not-kept", "no-answer"
"""Why nobody can tell whether a post stands there: the bot may not read there; it is too much; nothing is kept; for
days there was no answer."""

UNAVAILABLE = "need-unavailable"
"""What grounds say is lacking where their platform has no such thing at all."""


def marker(key: str) -> str:
    """What a post's last line ends with, so that it is found again; no markup changes its letters and digits."""
    return f"#{key}"


class Refused(Exception):
    """The platform will not take it, or not there, for certain and for good; `reason` is a word for it, no prose."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RetryAfter(Exception):
    """The platform did not do it, and wants to be asked for nothing for so many seconds: there, or `everywhere`."""

    def __init__(self, seconds: float, *, everywhere: bool = False) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.everywhere = everywhere


class Removed(Exception):
    """It was posted before, and somebody removed it."""


class CannotSee(Exception):
    """The bot may not read there: nobody can tell. `reason` is a word for it, and `refused` says that it may not."""

    reason: ClassVar[str] = CANNOT_SEE
    refused: ClassVar[bool] = True


class NotKept(CannotSee):
    """What is shown there is kept nowhere."""

    reason = NOT_KEPT
    refused = False


class TooMuch(CannotSee):
    """The bot may read there, but more was written since than it looks through."""

    reason = TOO_MUCH
    refused = False


class NoAnswer(CannotSee):
    """The bot may read there, but for days something went wrong each time."""

    reason = NO_ANSWER
    refused = False


class Outbox(Protocol):
    """A chat platform, to post in its places. PlatformRefused where it does not know the bot any more."""

    async def send(self, place: str, reply: Reply, key: str) -> str:
        """Posts it, at most once for a key as far as the platform sees to that; what it is called there."""

    async def find(self, place: str, key: str, anchor: str | None, since: datetime) -> str | None:
        """What the bot's own post of that key is called; None where it certainly does not stand there.

        It would stand after `anchor`, or be made after `since` where there is none.
        """

    async def anchor(self, place: str) -> str | None:
        """What is now the last thing in the place; None where nothing is or it cannot be seen."""

    async def time(self) -> datetime | None:
        """What time it is there; None where nobody answers."""


class Grounds(Protocol):
    """What a chat platform lets the bot do in its places."""

    async def lacking(
        self, community: str, place: str, needs: Collection[Need], role: str = ""
    ) -> tuple[str, ...] | None:
        """The Fluent keys of what the bot would have to be allowed there first; None where it sees no such place.

        Where one is needed, it is the `role` that is to be called and that members are to give themselves.
        """
