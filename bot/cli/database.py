"""`tegenspraak backup`, `restore` and `check`: what whoever runs the bot needs to keep it well."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from bot.app.reading import languages
from bot.cli.findings import end_with
from bot.cli.telling import told
from bot.config import Config
from bot.model import Message

To = Annotated[Path | None, typer.Option("--to", help="The folder for it; else `backups` in the state folder.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def backup(to: To = None) -> None:
    """Backs the database up, beside a running bot too; keeps seven daily and four weekly backups."""
    with told() as config:
        # Late, as the database would slow down every other command.
        file = import_module("bot.app.storing").backed_up(config, to)
        _say(config, Message("backup-made", {"file": str(file)}))


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    yes: Annotated[bool, typer.Option("--yes", help="Replace what is in the database.")] = False,  # noqa: FBT002 - passed by name
) -> None:
    """Puts a backup in the place of the database, while no bot runs."""
    with told() as config:
        # Late, as above.
        rows = import_module("bot.app.storing").restored(config, file, replace=yes)
        _say(config, Message("backup-restored", {"rows": sum(rows.values()), "file": str(file)}))


def check(
    online: Annotated[bool, typer.Option("--online", help="Try the token too.")] = False,  # noqa: FBT002 - passed by name
    as_json: AsJson = False,  # noqa: FBT002 - passed by name
) -> None:
    """Tells whether everything that the bot needs works. Exit status 1 where something does not."""
    with told() as config:
        # Late, as above.
        findings = list(import_module("bot.app.checking").findings(config, online=online))
        end_with(config, findings, as_json=as_json)


def _say(config: Config, message: Message) -> None:
    typer.echo(languages(config).say(message, config.locale))
