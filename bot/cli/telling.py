"""Tells a person in a sentence what they can mend."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from bot.config import Config, load
from bot.errors import (
    BadInput,
    BotError,
    CorpusError,
    PlatformRefused,
    PlatformUnreachable,
    SettingsError,
    StoreUnreachable,
    StoreUnusable,
)
from bot.i18n import Languages
from bot.model import Message

UNUSABLE, UNREACHABLE, REFUSED = 2, 69, 78


@contextmanager
def told() -> Iterator[Config]:
    """One clear sentence on standard error for what a person can mend; anything else is a defect and shows itself."""
    locale = "nl"
    try:
        config = load()
        locale = config.locale
        yield config
    except (BadInput, CorpusError, SettingsError, StoreUnusable) as e:
        _say(e, locale)
        raise typer.Exit(UNUSABLE) from None
    except PlatformRefused as e:
        _say(e, locale)
        raise typer.Exit(REFUSED) from None
    except (PlatformUnreachable, StoreUnreachable) as e:
        _say(e, locale)
        raise typer.Exit(UNREACHABLE) from None


def _say(error: BotError, locale: str) -> None:
    typer.echo(Languages(locale).say(Message(error.key, error.values), locale), err=True)
