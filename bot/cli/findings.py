"""Prints what was found well or not, for a person or a program, and ends with the status that says so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NoReturn

import typer

from bot.app.reading import languages
from bot.config import Config
from bot.model import Finding, Message

WELL, NOT_WELL = 0, 1
MARKS = {True: "check-well", False: "check-not-well"}


def end_with(config: Config, findings: Sequence[Finding], *, as_json: bool) -> NoReturn:
    """A line for each finding, or one JSON object; exit status 1 where one of them is not well."""
    say, locale, well = languages(config).say, config.locale, all(of.well for of in findings)
    if as_json:
        checks = [{"check": of.name, "ok": of.well, "told": say(of.told, locale)} for of in findings]
        typer.echo(json.dumps({"ok": well, "checks": checks}, ensure_ascii=False))
    else:
        typer.echo("\n".join(f"{say(Message(MARKS[of.well]), locale)}  {say(of.told, locale)}" for of in findings))
    raise typer.Exit(WELL if well else NOT_WELL)
