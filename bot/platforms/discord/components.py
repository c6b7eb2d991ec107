"""Discord's components, as they are sent.

discord.py's own items would be built, counted and turned into these for every reply, which takes as long as the rest of
the reply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Component = dict[str, Any]

ACTION_ROW, BUTTON, SECTION, TEXT_DISPLAY, MEDIA_GALLERY, FILE, CONTAINER = 1, 2, 9, 10, 12, 13, 17
SECONDARY = 2


def text(content: str) -> Component:
    """A text in Discord's markdown."""
    return {"type": TEXT_DISPLAY, "content": content}


def button(custom_id: str, label: str) -> Component:
    """A button that is like any other."""
    return {"type": BUTTON, "style": SECONDARY, "label": label, "custom_id": custom_id}


def row(buttons: Sequence[Component]) -> Component:
    """Buttons beside each other."""
    return {"type": ACTION_ROW, "components": list(buttons)}


def section(texts: Sequence[Component], accessory: Component) -> Component:
    """Texts with a button beside them."""
    return {"type": SECTION, "components": list(texts), "accessory": accessory}


def container(inner: Sequence[Component], colour: int) -> Component:
    """Components in a frame with a colour, `0xRRGGBB`."""
    return {"type": CONTAINER, "accent_color": colour, "components": list(inner)}


def picture(name: str, description: str) -> Component:
    """A picture that is sent as the file of that name, with what describes it to those who do not see it."""
    item = {"media": {"url": f"attachment://{name}"}, "description": description}
    return {"type": MEDIA_GALLERY, "items": [item]}


def file(name: str) -> Component:
    """A file that is sent under that name."""
    return {"type": FILE, "file": {"url": f"attachment://{name}"}}


def walk(components: Iterable[Component]) -> Iterator[Component]:
    """Every component, each before what is in it."""
    for component in components:
        yield component
        if "components" in component:
            yield from walk(component["components"])
        if "accessory" in component:
            yield component["accessory"]


def texts(components: Iterable[Component]) -> str:
    """The texts of components, a line each, for a message that has no components."""
    return "\n".join(of["content"] for of in walk(components) if of["type"] == TEXT_DISPLAY)
