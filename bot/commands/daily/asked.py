"""Reads what moderators type for a schedule, in whatever form people type it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, TypedDict, get_args

from babel import Locale

from bot.commands.daily.zoning import ZONES, usual, zone_meant
from bot.commands.topics.naming import named
from bot.communities.desk import Desk
from bot.daily.schedule import Kind, Schedule
from bot.daily.typed.weekdays import weekdays
from bot.daily.zones import LOCALES, Zones
from bot.dispatch.command import Arg
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


class Asked(TypedDict, total=False):
    """What somebody wants of a schedule beside its time, as they typed it; "" or None for what they left out."""

    channel: Annotated[Channel | None, Arg(forums=True)]
    timezone: Annotated[str, Arg(complete=ZONES)]
    days: Annotated[str, Arg(complete="days")]
    kind: Annotated[str, Arg(complete="daily-kinds")]
    topic: Annotated[str, Arg(complete="topics")]
    author: Annotated[str, Arg(complete="authors")]
    language: Annotated[str, Arg(complete="text-languages")]
    thread: bool | None
    role: MentionedRole | None
    poll: bool | None


class Reading:
    """Makes schedules what somebody asked for; BadInput, NotFound or NotAllowed where something cannot be."""

    def __init__(self, library: Library, desk: Desk, zones: Zones) -> None:
        self._library = library
        self._desk = desk
        self._zones = zones
        self._languages = languages(library)

    async def changed(self, ask: Ask, schedule: Schedule, asked: Asked) -> Schedule:
        """A schedule with what is asked for; the rest as it was."""
        changes: dict[str, Any] = {**dict(self._what(asked)), **dict(_besides(asked))}
        if timezone := asked.get("timezone"):
            near = usual((await self._desk.state(ask)).settings, ask.public_locale).zone
            changes["zone"] = zone_meant(self._zones, timezone, near)
        if topic := asked.get("topic"):
            changes["topic"] = None if _none(topic) else (await named(self._desk, ask, topic)).key
        return replace(schedule, **changes)

    def _what(self, asked: Asked) -> Iterator[tuple[str, object]]:
        if days := asked.get("days"):
            yield "weekdays", weekdays(days)
        if kind := asked.get("kind"):
            yield "kind", _kind(kind)
        if author := asked.get("author"):
            yield "author", None if _none(author) else self._author(author)
        if language := asked.get("language"):
            yield "language", None if _none(language) else self._language(language)

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


def _besides(asked: Asked) -> Iterator[tuple[str, object]]:
    """Where, and what follows each post."""
    if (thread := asked.get("thread")) is not None:
        yield "thread", thread
    if channel := asked.get("channel"):
        yield "place", channel.id
        if channel.forum:
            # There each post is one.
            yield "thread", True
    if role := asked.get("role"):
        yield "role", _role(role)
    if (poll := asked.get("poll")) is not None:
        yield "poll", poll


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
