"""Reads a typed line (`/quote kronstadt author=storm`) as a command's name and arguments."""

from __future__ import annotations

import re

from bot.dispatch.command import Command
from bot.errors import BadInput

OPTION = re.compile(r"(?:^|\s)(?:--)?(?P<name>[a-z]+)[=:](?:\"(?P<quoted>[^\"]*)\"|(?P<bare>\S+))(?=\s|$)")

FILTER = re.compile(r"[a-z]+:\S")


def split(line: str) -> tuple[str, str]:
    """The command's name without its slash, and what follows it."""
    name, _, rest = line.strip().partition(" ")
    return name.lstrip("/").casefold(), rest.strip()


def arguments(command: Command, text: str) -> dict[str, str]:
    """The arguments in a line: `name=value` for what the command knows, the rest for its first argument.

    A line that names no option of the command is text from end to end, so that nothing typed is lost.
    """
    found: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        if command.parameter(match["name"]) is None or match["name"] in found:
            return match.group()
        found[match["name"]] = match["quoted"] if match["quoted"] is not None else match["bare"]
        return " "

    rest = OPTION.sub(take, text).strip()
    open_places = [p for p in command.parameters if p.name not in found]
    if rest and open_places:
        found[open_places[0].name] = rest
    missing = [p for p in command.parameters if p.required and p.name not in found]
    if missing and FILTER.match(text):
        # `speaker:lenin` alone is a whole question.
        return {missing[0].name: text}
    if missing:
        raise BadInput("argument-missing", command=command.name, argument=missing[0].name)
    return found


def usage(command: Command) -> str:
    """How a command is typed: `/quote <query> [author=…]`."""
    parts = [f"/{command.name}"]
    for place, parameter in enumerate(command.parameters):
        if place == 0:
            parts.append(f"<{parameter.name}>" if parameter.required else f"[{parameter.name}]")
        else:
            parts.append(f"[{parameter.name}=…]")
    return " ".join(parts)
