"""`tegenspraak discord …`: what whoever runs the bot needs to set it up on Discord."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Any

import typer

from bot.app.reading import languages
from bot.cli.telling import told
from bot.config import Config
from bot.errors import SettingsError
from bot.i18n import Languages
from bot.model import Message
from bot.platforms.discord.invitation import NEEDED, OPTIONAL, Permission, bits, to_member, to_server

discord = typer.Typer(help="Setting the bot up on Discord.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Application = Annotated[
    int | None, typer.Option("--application", help="The application's id; else the token's.", min=1)
]


@discord.callback()
def group() -> None:
    """Keeps `invite` a command of its own: typer would give a lone command its group's name."""


@discord.command()
def invite(application: Application = None, as_json: AsJson = False) -> None:  # noqa: FBT002 - passed by name
    """The links that invite the bot, with the least permissions, and what each permission is for."""
    with told() as config:
        teller = _Teller(languages(config), config.locale)
        number = application or _application(config)
        typer.echo(json.dumps(teller.shape(number), ensure_ascii=False) if as_json else "\n".join(teller.lines(number)))


def _application(config: Config) -> int:
    if config.discord is None:
        raise SettingsError("application-unknown")
    # Late, as a chat library would slow down every other command.
    number: int = import_module("bot.app.application").application(config.discord)
    return number


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells of the links in a language."""

    languages: Languages
    locale: str

    def lines(self, application: int) -> Iterator[str]:
        """For a person."""
        yield from (self._say("invite-server"), to_server(application), "", self._say("invite-needed"))
        yield from self._each(NEEDED)
        yield from ("", self._say("invite-optional"))
        yield from self._each(OPTIONAL)
        yield from ("", self._say("invite-member"), to_member(application))

    def shape(self, application: int) -> dict[str, Any]:
        """For a program."""
        return {
            "application": str(application),
            "server": to_server(application),
            "member": to_member(application),
            "permissions": str(bits(NEEDED)),
            "needed": [self._told(permission) for permission in NEEDED],
            "optional": [self._told(permission) for permission in OPTIONAL],
        }

    def _each(self, permissions: Iterable[Permission]) -> Iterator[str]:
        for permission in permissions:
            yield f"- {self._say(permission.name)}: {self._say(permission.use)}"

    def _told(self, permission: Permission) -> dict[str, str]:
        return {
            "bit": str(1 << permission.bit),
            "name": self._say(permission.name),
            "use": self._say(permission.use),
        }

    def _say(self, key: str) -> str:
        return self.languages.say(Message(key), self.locale)
