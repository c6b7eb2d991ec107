"""Reads a typed line (`/quote kronstadt author=storm`) as a command's name and arguments."""

from __future__ import annotations

import re
from collections.abc import Container

from bot.dispatch.command import Command, Parameter, Value
from bot.errors import BadInput
from bot.model import Channel, MentionedRole, Option, Upload, Usage

OPTION = re.compile(r"(?:^|\s)(?:--)?(?P<name>[a-z]+)[=:](?:\"(?P<quoted>[^\"]*)\"|(?P<bare>\S+))(?=\s|$)")

# A comma at the end of a value, or behind it.
LISTED = re.compile(r",|\S\s+,")
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

    A value is one word, or stands in quotes. Where a comma follows that word it is a list, which goes on to the next
    option or to the end: `keywords=bread, flour names=food, eating`. Of a file it is what was typed to name it.
    A line that names no option of the command is text from end to end, so that nothing typed is lost.
    """
    found, rest = _options(command, text)
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


def _options(command: Command, text: str) -> tuple[dict[str, str], str]:
    """The values of the options that a text names, each by its first mention; and the text without them."""
    named: dict[str, re.Match[str]] = {}
    for match in OPTION.finditer(text):
        if command.parameter(match["name"]):
            named.setdefault(match["name"], match)
    found, rest, at = {}, "", 0
    ends = [*(match.start() for match in list(named.values())[1:]), len(text)]
    for (name, match), end in zip(named.items(), ends, strict=False):
        rest += f"{text[at : match.start()]} "
        at = end if LISTED.match(text, match.end() - 1) and match["bare"] else match.end()
        found[name] = match["quoted"] if match["bare"] is None else text[match.start("bare") : at].strip()
    return found, f"{rest}{text[at:]}".strip()


def _value(parameter: Parameter, typed: str) -> Value:
    if parameter.kind in (str, Upload):
        return typed
    # Whoever types a line names no channel and no role that could be told from any other text.
    if parameter.kind is Channel:
        raise BadInput("channel-not-here")
    if parameter.kind is MentionedRole:
        raise BadInput("role-not-here")
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
