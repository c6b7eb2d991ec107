"""What completion offers for the options of schedules."""

from __future__ import annotations

from collections.abc import Mapping

from bot.commands.daily.asked import KINDS, languages
from bot.commands.daily.naming import SCHEDULES, schedules
from bot.commands.daily.wording import days
from bot.communities.desk import Desk
from bot.daily.typed.weekdays import weekdays
from bot.dispatch.rooms import Choice, Completer
from bot.errors import BadInput
from bot.library.library import Library
from bot.model import Ask, Message
from bot.reply.telling import language_name

USUAL_DAYS = ("daily", "weekdays", "weekend")


def completers(library: Library, desk: Desk) -> Mapping[str, Completer]:
    """The completers that only schedules have, by their names."""
    texts = sorted(set(languages(library).values()))
    return {
        SCHEDULES: schedules(desk),
        "days": _days,
        "daily-kinds": _few({kind: Message(f"schedule-kind-{kind}") for kind in KINDS}),
        "text-languages": _few({code: language_name(code) for code in texts}),
    }


async def _days(ask: Ask, typed: str) -> list[Choice]:
    """What was typed, as it is read; else the days that are usual."""
    try:
        return [Choice(typed, typed, days(weekdays(typed)))]
    except BadInput:
        return [Choice(word, word, days(weekdays(word))) for word in USUAL_DAYS]


def _few(values: Mapping[str, Message]) -> Completer:
    """Offers those that begin as was typed; all where none does: their names may, in a language."""

    async def complete(ask: Ask, typed: str) -> list[Choice]:
        begun = [value for value in values if value.startswith(typed.strip().casefold())]
        return [Choice(value, value, values[value]) for value in begun or values]

    return complete
