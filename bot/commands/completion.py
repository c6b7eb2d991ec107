"""What completion offers while a member types: subjects of the texts, authors, commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process, utils

from bot.dispatch.command import Command
from bot.dispatch.registry import Choice, Completer
from bot.library.library import Library
from bot.model import Ask

OFFERED = 25
NEAR_ENOUGH = 60


def completers(library: Library, commands: Callable[[], dict[str, Command]]) -> dict[str, Completer]:
    """The completers by the names that `Arg(complete=…)` uses."""

    async def subjects(ask: Ask, typed: str) -> list[Choice]:
        return [Choice(name, name) for name in nearest(typed, library.subjects)]

    async def authors(ask: Ask, typed: str) -> list[Choice]:
        keys = {name: key for key, name in library.authors.items()}
        return [Choice(name, keys[name]) for name in nearest(typed, keys)]

    async def speakers(ask: Ask, typed: str) -> list[Choice]:
        return [Choice(name, name) for name in nearest(typed, library.speakers)]

    async def topics(ask: Ask, typed: str) -> list[Choice]:
        return [Choice(title, title) for title in nearest(typed, library.topics.titles(ask.locale))]

    async def command_names(ask: Ask, typed: str) -> list[Choice]:
        return [Choice(name, name) for name in nearest(typed.lstrip("/"), commands())]

    return {"subjects": subjects, "authors": authors, "speakers": speakers, "topics": topics, "commands": command_names}


def nearest(typed: str, names: Iterable[str]) -> list[str]:
    """The names that begin as typed, then those alike, best first; the first ones where nothing is typed."""
    wanted = utils.default_process(typed)
    listed = list(names)
    if not wanted:
        return listed[:OFFERED]
    found = process.extract(
        wanted, listed, scorer=fuzz.WRatio, processor=utils.default_process, limit=OFFERED, score_cutoff=NEAR_ENOUGH
    )
    begins = [name for name in listed if utils.default_process(name).startswith(wanted)]
    return list(dict.fromkeys([*begins, *(name for name, _, _ in found)]))[:OFFERED]
