"""Discord's limits. discord.py checks few of them; what does not fit is refused here, before Discord would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from discord.ui import Modal

from bot.platforms.discord.components import (
    ACTION_ROW,
    BUTTON,
    MEDIA_GALLERY,
    SECTION,
    TEXT_DISPLAY,
    Component,
    walk,
)
from bot.platforms.discord.page import Enclosure, Page

TEXT = 4000
COMPONENTS = 40
CUSTOM_ID = 100
LABEL = 80
ALT = 1024
GALLERY = 10
ROW = 5
SECTION_TEXTS = 3
CHOICES = 25
CHOICE = 100
COMMANDS = 100
OPTIONS = 25
DESCRIPTION = 100
NAME = 32
COMMAND_CHARACTERS = 8000
TITLE = 45
FIELDS = 5
FIELD_LABEL = 45
FIELD_TEXT = 4000
FILES = 10
FILE_BYTES = 10 * 1024 * 1024

SELECT, TEXT_INPUT, FIELD = 3, 4, 18

Payload = Mapping[str, Any]


class OverLimit(Exception):
    """Something is larger than Discord takes. `findings` say what, without the text itself."""

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings = list(findings)
        super().__init__("; ".join(self.findings))


@dataclass(frozen=True, slots=True)
class Fitting:
    """A page that was measured. Only `fitting` makes it, and only it is ever sent."""

    view: Page

    @property
    def enclosed(self) -> Sequence[Enclosure]:
        """Its files."""
        return self.view.enclosed


def fitting(page: Page) -> Fitting:
    """The page; OverLimit where Discord would refuse it."""
    found = [*message_findings(page.components), *_file_findings(page.enclosed)]
    if found:
        raise OverLimit(found)
    return Fitting(page)


@dataclass(frozen=True, slots=True)
class FittingForm:
    """A modal that was measured. Only `fitting_form` makes it, and only it is ever sent."""

    modal: Modal


def fitting_form(modal: Modal) -> FittingForm:
    """The modal; OverLimit where Discord would refuse it."""
    found = list(modal_findings(modal.to_dict()))
    if found:
        raise OverLimit(found)
    return FittingForm(modal)


def message_findings(components: Iterable[Component]) -> Iterator[str]:
    """What Discord would refuse in a message of these components."""
    every = list(walk(components))
    yield from _count("components", len(every), COMPONENTS, 1)
    texts = [len(c["content"]) for c in every if c["type"] == TEXT_DISPLAY]
    yield from _count("characters", sum(texts), TEXT)
    if 0 in texts:
        yield "an empty text"
    used = Counter(c["custom_id"] for c in every if "custom_id" in c)
    yield from ("a custom id used twice" for times in used.values() if times > 1)
    for component in every:
        yield from _component(component)


def command_findings(commands: list[dict[str, Any]]) -> Iterator[str]:
    """What Discord would refuse in this registration of commands."""
    yield from _count("commands", len(commands), COMMANDS)
    for command in commands:
        parts = list(_parts(command))
        for part in parts:
            yield from _count(f"options of {part['name']}", len(part.get("options") or ()), OPTIONS)
            yield from _count(f"characters of the name {part['name']}", len(part["name"]), NAME, 1)
            for description in _descriptions(part):
                yield from _count(f"characters of the description of {part['name']}", len(description), DESCRIPTION, 1)
        size = sum(len(part["name"]) + max(map(len, _descriptions(part)), default=0) for part in parts)
        yield from _count(f"characters of {command['name']}", size, COMMAND_CHARACTERS)


def modal_findings(modal: Payload) -> Iterator[str]:
    """What Discord would refuse in a modal of fields with labels."""
    yield from _count("characters of a title", len(modal["title"]), TITLE, 1)
    yield from _count("characters of a custom id", len(modal["custom_id"]), CUSTOM_ID, 1)
    yield from _count("fields", len(modal["components"]), FIELDS, 1)
    used = Counter(field["component"]["custom_id"] for field in modal["components"])
    yield from ("a custom id used twice" for times in used.values() if times > 1)
    for field in modal["components"]:
        yield from _count("characters of a label", len(field["label"]), FIELD_LABEL, 1)
        yield from _count("characters of a description", len(field.get("description") or ""), DESCRIPTION)
        yield from _input(field["component"])


def choice_fits(name: str, value: str) -> bool:
    """Whether Discord takes a choice of autocompletion."""
    return 0 < len(name) <= CHOICE and 0 < len(value) <= CHOICE


def _component(component: Component) -> Iterator[str]:
    kind = component["type"]
    if kind == ACTION_ROW:
        yield from _count("buttons in a row", len(component["components"]), ROW, 1)
    elif kind == BUTTON:
        yield from _count("characters of a label", len(component.get("label") or ""), LABEL, 1)
        yield from _count("characters of a custom id", len(component["custom_id"]), CUSTOM_ID, 1)
    elif kind == SECTION:
        yield from _count("texts in a section", len(component["components"]), SECTION_TEXTS, 1)
    elif kind == MEDIA_GALLERY:
        yield from _count("pictures in a gallery", len(component["items"]), GALLERY, 1)
        for item in component["items"]:
            yield from _count("characters of a description", len(item.get("description") or ""), ALT)


def _input(component: Payload) -> Iterator[str]:
    """What is filled in: text, or one of a few."""
    yield from _count("characters of a custom id", len(component["custom_id"]), CUSTOM_ID, 1)
    if component["type"] == TEXT_INPUT:
        most = component.get("max_length", FIELD_TEXT)
        yield from _count("characters that may be filled in", most, FIELD_TEXT, 1)
        yield from _count("characters that are filled in", len(component.get("value") or ""), most)
    elif component["type"] == SELECT:
        options = component.get("options", ())
        yield from _count("options", len(options), CHOICES, 1)
        for text in (option[key] for option in options for key in ("label", "value")):
            yield from _count("characters of an option", len(text), CHOICE, 1)
        yield from _count("options of a value", max(Counter(o["value"] for o in options).values(), default=1), 1)
        yield from _count("options chosen", sum(bool(o.get("default")) for o in options), 1)


def _file_findings(enclosed: Collection[Enclosure]) -> Iterator[str]:
    yield from _count("files", len(enclosed), FILES)
    for enclosure in enclosed:
        yield from _count("bytes of a file", len(enclosure.content), FILE_BYTES, 1)


def _parts(part: Payload) -> Iterator[Payload]:
    """A command with the commands and options in it, at every depth."""
    yield part
    for inner in part.get("options") or ():
        yield from _parts(inner)


def _descriptions(part: Payload) -> list[str]:
    """What a part says of itself; the menu of a message says nothing but its name."""
    if "description" not in part:
        return []
    return [part["description"], *(part.get("description_localizations") or {}).values()]


def _count(what: str, number: int, most: int, least: int = 0) -> Iterator[str]:
    if not least <= number <= most:
        yield f"{number} {what}, not {least} to {most}"
