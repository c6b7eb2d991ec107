"""From a request to the function that answers it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .components import JSON
from .world import World

Handler = Callable[[World, "Call"], Any]


@dataclass
class Call:
    """A request, read: `path` is relative to the API, `ids` are its variable parts.

    `files` says what Discord notes of each file, `uploads` has their contents by name.
    """

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None
    files: list[JSON] = field(default_factory=list)
    uploads: dict[str, bytes] = field(default_factory=dict)
    authorization: str | None = None
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def object(self) -> JSON:
        """The body, which has to be a JSON object."""
        if not isinstance(self.body, dict):
            raise RefusedError(400, 50109, "The request body contains invalid JSON.")
        return self.body


class RefusedError(Exception):
    """Discord says no: an HTTP status, Discord's own code, and what is wrong where."""

    def __init__(self, status: int, code: int, message: str, errors: JSON | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body: JSON = {"message": message, "code": code}
        if errors:
            self.body["errors"] = errors


@dataclass
class Route:
    """A place in the table: who answers, and whether the bot's token is asked for."""

    method: str
    pattern: re.Pattern[str]
    handler: Handler
    bot_only: bool


TABLE: list[Route] = []


def route(method: str, template: str, *, bot_only: bool = True) -> Callable[[Handler], Handler]:
    """Enter a function in the table: '/channels/{channel}' gives it `call.ids['channel']`."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template))

    def enter(handler: Handler) -> Handler:
        """The function itself stays as it is."""
        TABLE.append(Route(method, pattern, handler, bot_only))
        return handler

    return enter


def answer(world: World, call: Call) -> object:
    """Do what is asked; the answer is JSON, None for 'no content'; a refusal is raised."""
    for entry in TABLE:
        match = entry.pattern.fullmatch(call.path)
        if match is not None and entry.method == call.method:
            if entry.bot_only and call.authorization != f"Bot {world.token}":
                raise RefusedError(401, 0, "401: Unauthorized")
            call.ids = match.groupdict()
            return entry.handler(world, call)
    raise RefusedError(404, 0, "404: Not Found")


def invalid(findings: list[str], where: str = "data") -> None:
    """Refuse when there are findings, in the shape that discord.py makes sentences of."""
    if findings:
        raise RefusedError(400, 50035, "Invalid Form Body", {where: errors(findings)})


def errors(findings: list[str]) -> JSON:
    """Findings in the shape of Discord's error lists."""
    return {"_errors": [{"code": "BASE_TYPE_BAD_LENGTH", "message": text} for text in findings]}
