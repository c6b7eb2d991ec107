"""Turns the components of a message into HTML, laid out as Discord does."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

from tests.local_discord.components import BUTTON, CONTAINER, FILE, GALLERY, JSON, ROW, SECTION, TEXT_DISPLAY
from tests.pictures.markdown import UnknownError, html_of

SECONDARY = 2


@dataclass(frozen=True)
class Surroundings:
    """What a message shows that does not stand in its components: files, the channel's name, people by account."""

    uploaded: Callable[[str], bytes]
    channel: str
    names: Mapping[str, str] = field(default_factory=dict)


def components_html(components: Iterable[JSON], around: Surroundings) -> str:
    """The components one under the other."""
    return "".join(_html(component, around) for component in components)


def _html(component: JSON, around: Surroundings) -> str:
    draw = LOOKS.get(component["type"])
    if draw is None:
        raise UnknownError(f"a component that has no look yet: {component}")
    return draw(component, around)


def _text(component: JSON, around: Surroundings) -> str:
    return f'<div class="text">{html_of(component["content"], around.channel, around.names)}</div>'


def _section(component: JSON, around: Surroundings) -> str:
    beside = _html(component["accessory"], around)
    return f'<div class="section"><div>{components_html(component["components"], around)}</div>{beside}</div>'


def _row(component: JSON, around: Surroundings) -> str:
    return f'<div class="row">{components_html(component["components"], around)}</div>'


def _button(component: JSON, around: Surroundings) -> str:
    if component["style"] != SECONDARY:
        raise UnknownError(f"a button that has no look yet: {component}")
    return f'<span class="button">{escape(component["label"])}</span>'


def _gallery(component: JSON, around: Surroundings) -> str:
    return "".join(_picture(item, around) for item in component["items"])


def _container(component: JSON, around: Surroundings) -> str:
    accent = f"#{component['accent_color']:06x}"
    inner = components_html(component["components"], around)
    return f'<div class="container" style="border-left-color: {accent}">{inner}</div>'


def _picture(item: JSON, around: Surroundings) -> str:
    data = b64encode(around.uploaded(_name(item["media"]))).decode()
    alt = escape(item["description"])
    return f'<div class="picture"><img src="data:image/png;base64,{data}" alt="{alt}"></div>'


def _file(component: JSON, around: Surroundings) -> str:
    name = _name(component["file"])
    return f'<div class="file"><b>{escape(name)}</b><span>{len(around.uploaded(name)):,} bytes</span></div>'


def _name(media: JSON) -> str:
    return str(media["url"]).rpartition("/")[2]


LOOKS: dict[int, Callable[[JSON, Surroundings], str]] = {
    ROW: _row,
    BUTTON: _button,
    SECTION: _section,
    TEXT_DISPLAY: _text,
    GALLERY: _gallery,
    FILE: _file,
    CONTAINER: _container,
}
