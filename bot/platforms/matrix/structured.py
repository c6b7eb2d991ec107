"""Reads commands that clients send with their arguments by name (MSC4391, a proposal), beside the text of a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.dispatch.command import Command, Parameter, Value
from bot.dispatch.line import WORDS
from bot.platforms.matrix.untrusted import mapping, mentioned, string, writable

FIELD = "org.matrix.msc4391.command"


@dataclass(frozen=True, slots=True)
class Named:
    """A command with its arguments by name, as the registry runs it; `whole` where none is missing."""

    name: str
    values: Mapping[str, Value] = field(default_factory=dict)
    whole: bool = True


def named_in(content: Mapping[str, Any], me: str, commands: Mapping[str, Command]) -> Named | None:
    """The command in a message that mentions the bot; None where there is none, or none of the bot's."""
    given = mapping(content.get(FIELD))
    name = " ".join((string(given.get("command")) or "").casefold().lstrip("/").split())
    if name not in commands or not mentioned(content, me):
        return None
    command = commands[name]
    values = dict(_values(command, mapping(given.get("arguments"))))
    whole = all(parameter.name in values for parameter in command.parameters if parameter.required)
    return Named(name, values, whole)


def _values(command: Command, given: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    for parameter in command.parameters:
        value = _value(parameter, given.get(parameter.name))
        if value is not None:
            yield parameter.name, value


def _value(parameter: Parameter, given: object) -> Value:
    """The value of an argument; None where it is left out, or is nothing that this argument can hold."""
    if parameter.kind is bool:
        return given if isinstance(given, bool) else WORDS.get(str(given).casefold())
    if parameter.kind is str and isinstance(given, str | int) and not isinstance(given, bool):
        return writable(str(given)).strip() or None
    return None
