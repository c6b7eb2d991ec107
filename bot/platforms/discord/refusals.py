"""Asks Discord for whoever posts by themselves, and says what its refusals mean to them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import discord
import structlog

from bot.daily.outbox import FORBIDDEN, NO_PLACE, UNFIT, Refused, Removed
from bot.errors import PlatformRefused
from bot.platforms.discord.mishaps import UNKNOWN_MESSAGE, described
from bot.platforms.discord.requests import SERVER_ERROR, TOO_MANY, Requests
from bot.platforms.discord.signs import ID

log = structlog.get_logger(__name__)

UNAUTHORIZED, NOT_ALLOWED, NOT_FOUND = 401, 403, 404

Told = TypeVar("Told")


async def asked(
    requests: Requests,
    place: str,
    question: Callable[[discord.Client], Coroutine[Any, Any, Told]],
    *,
    once: bool = False,
) -> Told:
    """What Discord answers; what it refuses, as the port has it. `once` as in `Requests.ask`."""
    try:
        return await requests.ask(place, question, once=once)
    except discord.HTTPException as e:
        log.info("post refused", **described(e))
        raise meant(e) from None


def channel_of(place: str) -> int:
    """The id of a channel or a message; Refused for what cannot be one."""
    if not ID.fullmatch(place):
        raise Refused(NO_PLACE)
    return int(place)


def meant(error: discord.HTTPException) -> Exception:
    """What a refusal says. One without a code of Discord's is not from there: it may have been posted."""
    if error.status == UNAUTHORIZED:
        return PlatformRefused("discord-refused")
    if not error.code or error.status >= SERVER_ERROR or error.status == TOO_MANY:
        return error
    if error.code == UNKNOWN_MESSAGE:
        return Removed()
    return Refused({NOT_ALLOWED: FORBIDDEN, NOT_FOUND: NO_PLACE}.get(error.status, UNFIT))
