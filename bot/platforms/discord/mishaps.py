"""What goes wrong between Discord and us, told to the log without a word of what members typed."""

from __future__ import annotations

import discord

from bot.errors import traced

ALREADY_ANSWERED = 40060
TOO_LATE = 10062
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
# The channel, the server, the message or the interaction's webhook is no more, or the bot was removed meanwhile.
NOT_THERE = (UNKNOWN_CHANNEL, 10004, UNKNOWN_MESSAGE, 10015, 50001)


def is_code(error: BaseException | None, *codes: int) -> bool:
    """Whether Discord gave one of these codes of its own."""
    return isinstance(error, discord.HTTPException) and error.code in codes


def described(error: BaseException) -> dict[str, object]:
    """The kind of an error and where it arose; its message could hold what somebody typed."""
    told = {"error": type(error).__name__}
    if isinstance(error, discord.HTTPException):
        return {**told, "status": error.status, "code": error.code}
    if isinstance(error, discord.ConnectionClosed):
        return {**told, "code": error.code}
    return traced(error)
