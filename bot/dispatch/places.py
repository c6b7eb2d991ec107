"""Channels that are named in a typed line: found by the platform, which knows what its places are called."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.dispatch.command import Command, Value
from bot.errors import BadInput
from bot.model import Channel

Pointer = Callable[[str], Awaitable[Channel]]
"""Finds a channel of the asker's community by what was typed to name it; BadInput where there is none."""


async def no_channels(typed: str) -> Channel:
    """Where whoever types a line names no channel that could be told from any other text."""
    raise BadInput("channel-not-here")


async def pointed(command: Command, values: Mapping[str, Value], pointer: Pointer) -> dict[str, Value]:
    """The values of a typed line, with the channels that it names."""
    given = dict(values)
    for parameter in command.parameters:
        value = given.get(parameter.name)
        if parameter.kind is Channel and isinstance(value, str):
            given[parameter.name] = await pointer(value)
    return given
