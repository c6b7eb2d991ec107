"""Reads what moderators type for a schedule, in whatever form people type it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from babel import Locale

from bot.commands.daily.zoning import usual, zone_meant
from bot.commands.topics.naming import named
from bot.communities.desk import Desk
from bot.daily.schedule import Kind, Schedule
from bot.daily.typed.times import time_of_day
from bot.daily.typed.weekdays import weekdays
from bot.daily.zones import LOCALES, Zones
from bot.errors import BadInput, NotAllowed
from bot.library.attributing import author_called
from bot.library.library import Library
from bot.model import Ask, Channel, MentionedRole

# What takes a restriction away.
NONE = frozenset({"none", "geen", "all", "alle", "any", "-"})
KINDS: tuple[Kind, ...] = get_args(Kind)
CALLED: Mapping[str, Kind] = {
    **{kind: kind for kind in KINDS},
    **dict.fromkeys(("fragment", "fragmenten", "excerpts", "een fragment"), "excerpt"),
    **dict.fromkeys(("standpunten", "standpunt", "position"), "positions"),
    **dict.fromkeys(("afwisselend", "om de beurt", "in turn", "both", "beide"), "alternating"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants of a schedule, as they typed it; "" and None for what they left out."""

    time: str = ""
    channel: Channel | None = None
    timezone: str = ""
    days: str = ""
    kind: str = ""
    topic: str = ""
    author: str = ""
    language: str = ""
    thread: bool | None = None
    role: MentionedRole | None = None
    poll: bool | None = None


class Reading:
    """Makes schedules what somebody asked for; BadInput, NotFound or NotAllowed where something cannot be."""

    def __init__(self, library: Library, desk: Desk, zones: Zones) -> None:
        self._library = library
        self._desk = desk
        self._zones = zones
        self._languages = languages(library)

    async def changed(self, ask: Ask, schedule: Schedule, asked: Asked) -> Schedule:
        """A schedule with what is asked for; the rest as it was."""
        changes: dict[str, Any] = {**dict(self._when(asked)), **dict(self._besides(asked))}
        if asked.timezone:
            near = usual((await self._desk.state(ask)).settings, ask.public_locale).zone
            changes["zone"] = zone_meant(self._zones, asked.timezone, near)
        if asked.topic:
            changes["topic"] = None if _none(asked.topic) else (await named(self._desk, ask, asked.topic)).key
        return replace(schedule, **changes)

    def _when(self, asked: Asked) -> Iterator[tuple[str, object]]:
        if asked.time:
            yield "time", time_of_day(asked.time)
        if asked.days:
            yield "weekdays", weekdays(asked.days)
        if asked.channel:
            yield "place", asked.channel.id

    def _besides(self, asked: Asked) -> Iterator[tuple[str, object]]:
        if asked.kind:
            yield "kind", _kind(asked.kind)
        if asked.author:
            yield "author", None if _none(asked.author) else self._author(asked.author)
        if asked.language:
            yield "language", None if _none(asked.language) else self._language(asked.language)
        if asked.thread is not None:
            yield "thread", asked.thread
        if asked.channel and asked.channel.forum:
            # There each post is one.
            yield "thread", True
        if asked.role:
            yield "role", _role(asked.role)
        if asked.poll is not None:
            yield "poll", asked.poll

    def _author(self, typed: str) -> str:
        authors = self._library.authors
        found = author_called(typed.strip().casefold(), authors)
        if found is None:
            raise BadInput("author-unknown", authors=", ".join(authors.values()))
        return found

    def _language(self, typed: str) -> str:
        found = self._languages.get(typed.strip().casefold())
        if found is None:
            raise BadInput("daily-language", languages=", ".join(sorted(set(self._languages.values()))))
        return found


def languages(library: Library) -> dict[str, str]:
    """The languages of the texts, by their codes and by what they are called, folded."""
    codes = {work.language for work in library.works.values()}
    called = ((Locale.parse(locale).languages.get(code, code).casefold(), code) for locale in LOCALES for code in codes)
    return {**dict(called), **{code: code for code in codes}}


def _none(typed: str) -> bool:
    return typed.strip().casefold() in NONE


def _kind(typed: str) -> Kind:
    found = CALLED.get(" ".join(typed.casefold().split()))
    if found is None:
        raise BadInput("daily-kind", values=", ".join(KINDS))
    return found


def _role(role: MentionedRole) -> str:
    if role.refused:
        raise NotAllowed(role.refused)
    return role.id
