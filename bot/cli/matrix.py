"""`tegenspraak matrix …`: what whoever runs the bot needs to set it up on Matrix."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from bot.app.reading import languages
from bot.cli.telling import told
from bot.config import Config
from bot.errors import BadInput, SettingsError
from bot.model import Message
from bot.platforms.matrix.credentials import Credentials, read, write

matrix = typer.Typer(help="Setting the bot up on Matrix.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@matrix.command()
def login(
    homeserver: Annotated[str, typer.Argument(help="The homeserver's address, such as https://matrix.example.org.")],
    user: Annotated[str, typer.Argument(help="The bot's account, such as @bot:example.org; none with --token.")] = "",
    token: Annotated[bool, typer.Option("--token", help="Give an access token in place of a password.")] = False,  # noqa: FBT002 - passed by name
    file: Annotated[Path | None, typer.Option("--file", help="Read the password or token from this file.")] = None,
    renew: Annotated[bool, typer.Option("--new-identity", help="Replace an identity that is not kept here.")] = False,  # noqa: FBT002 - as above
) -> None:
    """Log in, and keep the token in the state folder. Asks for the password, or reads it from a pipe."""
    with told() as config:
        if token == bool(user):
            raise BadInput("matrix-user-or-token")
        if token and renew:
            raise BadInput("matrix-identity-by-password")
        address = _address(homeserver)
        known = _known(config)
        # Late, as a chat library would slow down every other command.
        app = import_module("bot.app.matrix")
        given = app.Given(address, user, _secret(config, file, token=token), token=token, renew=renew)
        made: Credentials = app.logged_in(config.state, given, known)
        values = {"user": made.user, "device": made.device, "file": str(write(config.state, made))}
        _say(config, Message("matrix-logged-in", values))


@matrix.command()
def status(as_json: AsJson = False) -> None:  # noqa: FBT002 - passed by name
    """Whether the homeserver takes the token, and as whom it knows the bot."""
    with told() as config:
        me = read(config.state)
        # Late, as above.
        found = asdict(import_module("bot.app.matrix").standing(config, me))
        if as_json:
            typer.echo(json.dumps(found, ensure_ascii=False))
        else:
            _page(config, found)


def _known(config: Config) -> Credentials | None:
    """As whom the bot logged in before; what cannot be used any more is replaced."""
    try:
        return read(config.state)
    except SettingsError:
        return None


def _page(config: Config, found: dict[str, Any]) -> None:
    _say(config, Message("matrix-status", found))
    for key, names in (("matrix-operators", config.matrix.operators), ("matrix-invites", config.matrix.invites)):
        _say(config, Message(key, {"count": len(names), "names": ", ".join(names)}))


def _secret(config: Config, file: Path | None, *, token: bool) -> str:
    """What was given, by no way on which others see it: not as an argument, which stands in the list of processes."""
    if file is not None:
        try:
            given = file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as e:
            reason = getattr(e, "strerror", None) or "no text"
            raise SettingsError("setting-unusable", name="--file", reason=reason) from None
    elif sys.stdin.isatty():
        prompt = Message("matrix-token-prompt" if token else "matrix-password-prompt")
        given = typer.prompt(languages(config).say(prompt, config.locale), hide_input=True, err=True)
    else:
        given = sys.stdin.readline().strip()
    if not given:
        raise BadInput("matrix-no-secret")
    return str(given)


def _address(homeserver: str) -> str:
    """The address of a homeserver; anything else than https would send the password in the clear."""
    try:
        parts = urlsplit(homeserver)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise BadInput("matrix-address") from None
    secure = parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))
    if not (secure and host) or parts.query or parts.fragment or parts.username:
        raise BadInput("matrix-address")
    return homeserver.rstrip("/")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _say(config: Config, message: Message) -> None:
    typer.echo(languages(config).say(message, config.locale))
