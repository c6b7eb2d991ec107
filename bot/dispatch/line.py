"""Reads a typed line (`/quote kronstadt author=storm`) as a command's name and arguments."""

from __future__ import annotations

import re
from collections.abc import Container

from bot.dispatch.command import Command, Parameter, Value
from bot.errors import BadInput
from bot.model import Channel, Option, Upload, Usage

OPTION = re.compile(r"(?:^|\s)(?:--)?(?P<name>[a-z]+)[=:](?:\"(?P<quoted>[^\"]*)\"|(?P<bare>\S+))(?=\s|$)")

FILTER = re.compile(r"[a-z]+:\S")
WORDS = {"yes": True, "ja": True, "true": True, "no": False, "nee": False, "false": False}


def split(line: str) -> tuple[str, str]:
    """The command's name without its slash, and what follows it."""
    name, rest = _word(line)
    return name.lstrip("/").casefold(), rest


def command_in(line: str, commands: Container[str]) -> tuple[str, str]:
    """The command that a line begins with, one of two words before one of one word, and what follows it."""
    first, rest = split(line)
    second, further = _word(rest)
    longer = f"{first} {second.casefold()}"
    return (longer, further) if longer in commands else (first, rest)


def arguments(command: Command, text: str) -> dict[str, Value]:
    """The arguments in a line: `name=value` for what the command knows, the rest for its first text.

    Of a file it is what was typed to name it.
    A line that names no option of the command is text from end to end, so that nothing typed is lost.
    """
    found: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        if command.parameter(match["name"]) is None or match["name"] in found:
            return match.group()
        found[match["name"]] = match["quoted"] if match["quoted"] is not None else match["bare"]
        return " "

    rest = OPTION.sub(take, text).strip()
    open_places = [p for p in command.parameters if p.kind is str and p.name not in found]
    if rest and open_places:
        found[open_places[0].name] = rest
    missing = [p for p in command.parameters if p.required and p.name not in found]
    if missing and missing[0].kind is str and FILTER.match(text):
        # `speaker:lenin` alone is a whole question.
        return {missing[0].name: text}
    if missing:
        raise BadInput("argument-missing", command=command.name, argument=missing[0].name)
    return {p.name: _value(p, found[p.name]) for p in command.parameters if p.name in found}


def usage(command: Command) -> Usage:
    """How a command is used: `/quote <query> [author=…]`."""
    typed = [_shown(parameter, place == 0) for place, parameter in enumerate(command.parameters)]
    options = (Option(p.name, True if p.kind is bool else None, p.required) for p in command.parameters)
    return Usage(" ".join([f"/{command.name}", *typed]), command.name, tuple(options))


def example(command: Command, line: str) -> Usage:
    """How a command is used in a line that begins with its name."""
    given = arguments(command, line.removeprefix(command.name))
    return Usage(
        f"/{line}",
        command.name,
        tuple(Option(name, value) for name, value in given.items() if isinstance(value, str | bool)),
    )


def _word(text: str) -> tuple[str, str]:
    """The first word and what follows it, on the next line too."""
    first, *rest = text.strip().split(None, 1) or [""]
    return first, rest[0] if rest else ""


def _value(parameter: Parameter, typed: str) -> Value:
    if parameter.kind in (str, Upload):
        return typed
    if parameter.kind is Channel:
        # Whoever types a line names no channel that could be told from any other text.
        raise BadInput("channel-not-here")
    if typed.casefold() not in WORDS:
        raise BadInput("argument-yes-or-no", argument=parameter.name)
    return WORDS[typed.casefold()]


def _shown(parameter: Parameter, first: bool) -> str:  # noqa: FBT001 - a place, not a choice
    if parameter.kind is bool:
        return f"[{parameter.name}=yes]"
    if parameter.kind is not str or not first:
        named = f"{parameter.name}=…"
        return named if parameter.required else f"[{named}]"
    return f"<{parameter.name}>" if parameter.required else f"[{parameter.name}]"
