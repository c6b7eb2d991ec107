"""Walking through the components of a message or a modal."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

JSON = dict[str, Any]

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LABEL, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 18, 19, 21, 22, 23
LINK, PREMIUM = 5, 6

ENTITY_SELECTS = {USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT}
SELECTS = {STRING_SELECT} | ENTITY_SELECTS
INPUTS = SELECTS | {TEXT_INPUT, UPLOAD, RADIO, CHECKBOXES, CHECKBOX}
V2_ONLY = {SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER}


def inner(component: JSON) -> list[JSON]:
    """The components directly inside this one."""
    nested = list(component.get("components") or [])
    return nested + [component[key] for key in ("accessory", "component") if component.get(key)]


def walk(components: Iterable[JSON] | None) -> Iterator[JSON]:
    """Every component in reading order, parents before what they hold."""
    for component in components or ():
        yield component
        yield from walk(inner(component))


def texts(components: Iterable[JSON] | None) -> list[str]:
    """What the TextDisplays say, in order."""
    return [c["content"] for c in walk(components) if c["type"] == TEXT_DISPLAY]


def buttons(components: Iterable[JSON] | None) -> list[JSON]:
    """Every button, wherever it is, with `custom_id`, `label`, `disabled` and `url` filled in."""
    blank: JSON = {"custom_id": None, "label": None, "disabled": False, "url": None}
    return [blank | c for c in walk(components) if c["type"] == BUTTON]


def find(components: Iterable[JSON] | None, custom_id: str) -> JSON | None:
    """The component with that custom_id."""
    return next((c for c in walk(components) if c.get("custom_id") == custom_id), None)


def numbered(components: Iterable[JSON] | None) -> list[JSON]:
    """A copy as Discord holds it: each component has an `id`, media have a proxy address."""
    taken = {c["id"] for c in walk(components) if c.get("id")}
    free = (number for number in itertools.count(1) if number not in taken)
    return [_copy(component, free) for component in components or ()]


def _copy(component: JSON, free: Iterator[int]) -> JSON:
    copy = {**component, "id": component.get("id") or next(free)}
    if "components" in copy:
        copy["components"] = [_copy(nested, free) for nested in copy["components"] or ()]
    for key in ("accessory", "component"):
        if copy.get(key):
            copy[key] = _copy(copy[key], free)
    for key in ("media", "file"):
        if key in copy:
            copy[key] = _media(copy[key])
    if copy["type"] == GALLERY:
        copy["items"] = [item | {"media": _media(item["media"])} for item in copy["items"]]
    return copy


def _media(media: JSON) -> JSON:
    url = media["url"].replace("attachment://", "https://cdn.discordapp.com/attachments/1/1/")
    return media | {"url": url, "proxy_url": url, "width": 1, "height": 1}
