"""Files that are handed over with a command: found by the platform, read once the command may run."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.dispatch.command import Command, Handed, Value
from bot.errors import BadInput
from bot.model import Channel, MentionedRole, Upload

Opener = Callable[[str], Handed]
"""Finds a file by what was typed to name it."""


def nowhere(typed: str) -> Handed:
    """Where lines come from afar no file can be named: it would be one of the bot's own machine."""
    raise BadInput("upload-not-here")


def named(command: Command, values: Mapping[str, Value], opener: Opener) -> dict[str, Value]:
    """The values of a typed line, with the files that it names."""
    files = {p.name for p in command.parameters if p.kind is Upload}
    return {
        name: opener(value) if name in files and isinstance(value, str) else value for name, value in values.items()
    }


async def read(command: Command, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values, with the files that were handed over read; BadInput where one is too large."""
    given = dict(values)
    for parameter in command.parameters:
        value = given.get(parameter.name)
        if parameter.kind is Upload and value is not None:
            given[parameter.name] = await _read(value, parameter.arg.longest)
    return given


def check_size(size: int, longest: int) -> None:
    """Refuses a file of so many bytes where they are more than it may have."""
    if size > longest:
        raise BadInput("upload-long", limit=longest)


async def _read(value: Value, longest: int) -> Upload:
    if value is None or isinstance(value, (str, bool, Channel, MentionedRole)):
        raise TypeError("a file is handed over as one")
    upload = value if isinstance(value, Upload) else await value.read(longest)
    check_size(len(upload.content), longest)
    return upload
