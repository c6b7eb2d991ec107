"""Time zones as moderators name them, and the one of a community that names none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.communities.desk import Desk
from bot.communities.settings import Settings
from bot.daily.calling import UTC
from bot.daily.zones import LOCALES, Zones
from bot.dispatch.registry import Choice, Completer
from bot.errors import BadInput
from bot.model import Ask, Message, MessageValue
from bot.store.moment import Clock

ZONES = "zones"
"""The completer of time zones."""

# Dutch is spoken in one zone, for the most part; English in all.
OF_LANGUAGE: Mapping[str, str] = {"nl": "Europe/Amsterdam"}
SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Usual:
    """The zone of a community, and whether it was only guessed from the language."""

    zone: str
    guessed: bool


def usual(settings: Settings, locale: str) -> Usual:
    """The zone that managers set, or else the one of a language."""
    return Usual(settings.timezone or OF_LANGUAGE.get(locale, UTC), guessed=not settings.timezone)


def zone_meant(zones: Zones, typed: str, near: str) -> str:
    """The zone that somebody means; BadInput with what they may mean where that is not certain."""
    found = zones.meant(typed, near)
    if found:
        return found
    suggested = zones.suggestions(typed, near)[:SUGGESTED]
    if suggested:
        raise BadInput("zone-several", zones=", ".join(suggested))
    raise BadInput("zone-unknown")


def city(zones: Zones, zone: str) -> MessageValue:
    """What a zone's city is called."""
    return {locale: zones.city(zone, locale) for locale in LOCALES}


def zone_names(desk: Desk, zones: Zones, clock: Clock) -> Completer:
    """Offers zones with the time that it is there."""

    async def complete(ask: Ask, typed: str) -> list[Choice]:
        near = usual((await desk.state(ask)).settings, ask.public_locale).zone
        return [Choice(name, name, _label(zones, name, clock)) for name in zones.suggestions(typed, near)]

    return complete


def _label(zones: Zones, name: str, clock: Clock) -> Message:
    there = f"{clock().astimezone(zones.zone(name)):%H:%M}"
    return Message("zone-choice", {"city": city(zones, name), "zone": name, "time": there})
