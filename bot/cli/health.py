"""`tegenspraak health`: whether the bot that serves is alive, for whoever watches over it, such as a container."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from bot.cli.findings import end_with
from bot.cli.telling import told
from bot.observe.heartbeat import findings


def health(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: FBT002 - passed by name
) -> None:
    """Tells whether the bot that serves is alive, by its heartbeat. Exit status 1 where it is not, or none serves."""
    with told() as config:
        end_with(config, findings(config.state, time.time()), as_json=as_json)
