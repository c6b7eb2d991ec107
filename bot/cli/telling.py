"""Tells a person in a sentence what they can mend."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

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
from bot.observe import configure
from bot.observe.redacting import Redactor

UNUSABLE, UNREACHABLE, REFUSED = 2, 69, 78


@contextmanager
def told() -> Iterator[Config]:
    """One clear sentence on standard error for what a person can mend; anything else is a defect and shows itself."""
    teller = _Teller("nl", Redactor())
    try:
        config = load()
        teller = _Teller(config.locale, Redactor(config.secrets))
        configure(secrets=config.secrets)
        yield config
    except (BadInput, CorpusError, SettingsError, StoreUnusable) as e:
        teller.say(e)
        raise typer.Exit(UNUSABLE) from None
    except PlatformRefused as e:
        teller.say(e)
        raise typer.Exit(REFUSED) from None
    except (PlatformUnreachable, StoreUnreachable) as e:
        teller.say(e)
        raise typer.Exit(UNREACHABLE) from None


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells of errors in a language, and of no secret that others put into them."""

    locale: str
    redactor: Redactor

    def say(self, error: BotError) -> None:
        """Puts an error into words."""
        sentence = Languages(self.locale).say(Message(error.key, error.values), self.locale)
        typer.echo(self.redactor.redact(sentence), err=True)
