"""What Discord demands of components: sizes, shapes, identities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from .components import (
    BUTTON,
    CHECKBOXES,
    CONTAINER,
    FILE,
    GALLERY,
    INPUTS,
    JSON,
    LABEL,
    LINK,
    PREMIUM,
    RADIO,
    ROW,
    SECTION,
    SELECTS,
    SEPARATOR,
    STRING_SELECT,
    TEXT_DISPLAY,
    TEXT_INPUT,
    THUMBNAIL,
    V2_ONLY,
    walk,
)

Findings = Iterator[str]
Rule = Callable[[JSON], Findings]

IN_CONTAINER = {ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR}
V2_TOP = IN_CONTAINER | {CONTAINER}


def length(what: str, value: str | None, most: int, least: int = 0) -> Findings:
    """A finding when `value` is shorter or longer than it may be; a missing value counts as ''."""
    size = len(value or "")
    if size > most:
        yield f"{what} has {size} characters, more than {most}"
    elif size < least:
        yield f"{what} has {size} characters, fewer than {least}"


def count(what: str, number: int, most: int, least: int = 0) -> Findings:
    """A finding when there are too few or too many of something."""
    if not least <= number <= most:
        yield f"{number} {what}, not {least} to {most}"


def message_components(components: list[JSON], *, v2: bool) -> Findings:
    """What is wrong with the components of a message."""
    every = list(walk(components))
    if not v2:
        if any(component["type"] in V2_ONLY for component in every):
            yield "V2 components without the flag 32768"
        yield from count("rows", len(components), 5)
    # V2 parts of a message without the flag have had their finding above.
    yield from _within("a message", components, V2_TOP if v2 else {ROW} | V2_ONLY)
    yield from count("components over all levels", len(every), 40)
    shown = sum(len(c.get("content") or "") for c in every if c["type"] == TEXT_DISPLAY)
    if shown > 4000:
        yield f"{shown} characters of TextDisplay in total, more than 4000"
    yield from details(every)


def details(every: list[JSON]) -> Findings:
    """What is wrong with each component by itself, and with their custom ids together."""
    used = Counter(c["custom_id"] for c in every if c.get("custom_id"))
    yield from (f"custom_id {name!r} {n} times" for name, n in used.items() if n > 1)
    numbers = Counter(c["id"] for c in every if c.get("id"))
    yield from (f"component id {number} {n} times" for number, n in numbers.items() if n > 1)
    for component in every:
        if component["type"] in INPUTS:
            yield from length("custom_id", component.get("custom_id"), 100, 1)
        rule = RULES.get(component["type"])
        if rule is not None:
            yield from rule(component)


def _within(what: str, components: Iterable[JSON], allowed: set[int]) -> Findings:
    for component in components:
        if component["type"] not in allowed:
            yield f"component type {component['type']} directly in {what}"


def _row(row: JSON) -> Findings:
    held = row.get("components") or []
    yield from _within("a row", held, {BUTTON} | SELECTS)
    if any(component["type"] in SELECTS for component in held):
        yield from count("components beside a select in a row", len(held) - 1, 0)
    else:
        yield from count("buttons in a row", len(held), 5, 1)


def _button(button: JSON) -> Findings:
    yield from length("button label", button.get("label"), 80)
    if button.get("style") == LINK:
        yield from length("button url", button.get("url"), 512, 1)
        if button.get("custom_id"):
            yield "a link button with a custom_id"
    elif button.get("style") != PREMIUM:
        yield from length("custom_id", button.get("custom_id"), 100, 1)
        if not (button.get("label") or button.get("emoji")):
            yield "a button with neither label nor emoji"


def _select(select: JSON) -> Findings:
    yield from length("select placeholder", select.get("placeholder"), 150)
    if select["type"] == STRING_SELECT:
        yield from _options(select, 25)
    least, most = select.get("min_values", 1), select.get("max_values", 1)
    if not 0 <= least <= 25 or not max(least, 1) <= most <= 25:
        yield f"a select of {least} to {most} values"
    chosen = sum(bool(option.get("default")) for option in select.get("options") or [])
    yield from count("options chosen beforehand", chosen, most)


def _options(component: JSON, most: int) -> Findings:
    options = component.get("options") or []
    yield from count("options", len(options), most, 1)
    for option in options:
        yield from length("option label", option.get("label"), 100, 1)
        yield from length("option value", option.get("value"), 100, 1)
        yield from length("option description", option.get("description"), 100)
    values = Counter(option.get("value") for option in options)
    yield from (f"option value {value!r} {n} times" for value, n in values.items() if n > 1)


def _section(section: JSON) -> Findings:
    held = section.get("components") or []
    yield from count("texts in a section", len(held), 3, 1)
    yield from _within("a section", held, {TEXT_DISPLAY})
    if (section.get("accessory") or {}).get("type") not in (BUTTON, THUMBNAIL):
        yield "a section without a button or thumbnail beside it"


def _text(display: JSON) -> Findings:
    yield from length("TextDisplay", display.get("content"), 4000, 1)


def _gallery(gallery: JSON) -> Findings:
    items = gallery.get("items") or []
    yield from count("items in a gallery", len(items), 10, 1)
    for item in items:
        yield from length("description in a gallery", item.get("description"), 1024)


def _container(container: JSON) -> Findings:
    yield from _within("a container", container.get("components") or [], IN_CONTAINER)


def _label(label: JSON) -> Findings:
    yield from length("label", label.get("label"), 45, 1)
    yield from length("label description", label.get("description"), 100)
    held = label.get("component") or {}
    if held.get("type") not in INPUTS:
        yield "a label around nothing that can be filled in"
    if held.get("label"):
        yield "a label around something with a label of its own"
    if held.get("required", True) and held.get("min_values") == 0:
        yield "a select in a modal that is required and takes nothing"


def _text_input(field: JSON) -> Findings:
    yield from length("text input label", field.get("label"), 45)
    yield from length("text input placeholder", field.get("placeholder"), 100)
    yield from length("text input value", field.get("value"), 4000)
    for key, most in (("min_length", 4000), ("max_length", 4000)):
        if (field.get(key) or 0) > most:
            yield f"text input {key} over {most}"
    if field.get("max_length") is not None:
        yield from count("as text input max_length", field["max_length"], 4000, max(field.get("min_length") or 0, 1))
        yield from length("text input value for its max_length", field.get("value"), field["max_length"])


RULES: dict[int, Rule] = {
    ROW: _row,
    BUTTON: _button,
    **dict.fromkeys(SELECTS, _select),
    SECTION: _section,
    TEXT_DISPLAY: _text,
    GALLERY: _gallery,
    CONTAINER: _container,
    LABEL: _label,
    TEXT_INPUT: _text_input,
    RADIO: lambda radio: _options(radio, 10),
    CHECKBOXES: lambda boxes: _options(boxes, 10),
}
