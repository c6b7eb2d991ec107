"""What a person types, chooses and fills in, in the shapes that Discord sends to a bot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .components import (
    CHECKBOX,
    CHECKBOXES,
    ENTITY_SELECTS,
    JSON,
    LABEL,
    RADIO,
    ROW,
    STRING_SELECT,
    TEXT_INPUT,
    inner,
)
from .files import File
from .places import Account, Channel, Role

SUBCOMMAND, SUBGROUP, STRING, INTEGER, BOOLEAN = 1, 2, 3, 4, 5
NUMBER, ATTACHMENT = 10, 11
ENTITIES = {6: "users", 7: "channels", 8: "roles", 9: "users"}
PYTHON_TYPES: dict[int, type | tuple[type, ...]] = {
    STRING: str,
    INTEGER: int,
    BOOLEAN: bool,
    NUMBER: (int, float),
}


class NotOfferedError(LookupError):
    """Discord would not let this person do that: the command, option or button is not there."""


def descend(commands: Iterable[JSON], name: str) -> tuple[JSON, list[JSON]]:
    """The command and the way to its subcommand: 'topic add' -> (topic, [add])."""
    first, *rest = name.split()
    top = _named([command for command in commands if command["type"] == 1], first, "command")
    way: list[JSON] = []
    for word in rest:
        inside = way[-1] if way else top
        ways = [o for o in inside.get("options") or [] if o["type"] in (SUBCOMMAND, SUBGROUP)]
        way.append(_named(ways, word, f"subcommand of /{inside['name']}"))
    return top, way


def _named(things: Iterable[JSON], name: str, what: str) -> JSON:
    by_name = {thing["name"]: thing for thing in things}
    if name not in by_name:
        raise NotOfferedError(f"no {what} {name!r}; there are: {', '.join(sorted(by_name)) or 'none'}")
    return by_name[name]


def nest(way: Iterable[JSON], options: list[JSON]) -> list[JSON]:
    """Options inside their subcommand, as Discord sends them."""
    for part in reversed(list(way)):
        options = [{"name": part["name"], "type": part["type"], "options": options}]
    return options


def fill(offered: list[JSON], given: Mapping[str, Any], resolved: JSON) -> list[JSON]:
    """The options of a command as a person fills them in; refuses what Discord's form refuses."""
    for name in given:
        _named(offered, name, "option")
    missing = [o["name"] for o in offered if o.get("required") and o["name"] not in given]
    if missing:
        raise NotOfferedError(f"required options are missing: {', '.join(missing)}")
    return [_option(o, given[o["name"]], resolved) for o in offered if o["name"] in given]


def _option(option: JSON, value: object, resolved: JSON) -> JSON:
    kind = option["type"]
    if kind == ATTACHMENT:
        value = _attach(value, resolved)
    elif kind in ENTITIES:
        value = resolve(value, resolved)
    else:
        _check(option, value)
    return {"name": option["name"], "type": kind, "value": value}


def _attach(value: object, resolved: JSON) -> str:
    """The id of a file, after naming it in `resolved`; whoever knows where it is served describes it."""
    if not isinstance(value, File):
        raise TypeError(f"no file: {value!r}")
    resolved.setdefault("attachments", {})[str(value.id)] = value
    return str(value.id)


def _check(option: JSON, value: object) -> None:
    name, kind = option["name"], option["type"]
    if not isinstance(value, PYTHON_TYPES[kind]) or (kind != BOOLEAN and isinstance(value, bool)):
        raise TypeError(f"option {name!r} of type {kind} cannot be {value!r}")
    size = len(value) if isinstance(value, str) else value
    least, most = ("min_length", "max_length") if kind == STRING else ("min_value", "max_value")
    low, high = option.get(least), option.get(most)
    if (low is not None and size < low) or (high is not None and size > high):
        raise NotOfferedError(f"option {name!r}: {value!r} is not within {low} and {high}")
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise NotOfferedError(f"option {name!r}: {value!r} is none of {choices}")


def resolve(thing: object, resolved: JSON) -> str:
    """The id of an account, a channel or a role, after describing it in `resolved`."""
    account = getattr(thing, "account", thing)
    if isinstance(account, Account):
        resolved.setdefault("users", {})[str(account.id)] = account.payload()
    elif isinstance(account, Channel):
        resolved.setdefault("channels", {})[str(account.id)] = account.payload()
    elif isinstance(account, Role):
        resolved.setdefault("roles", {})[str(account.id)] = account.payload()
    else:
        raise TypeError(f"neither person, channel nor role: {thing!r}")
    return str(account.id)


def choose(select: JSON, values: Iterable[Any], resolved: JSON) -> list[str]:
    """What is chosen in a menu; refuses what the menu does not offer."""
    picked = [resolve(v, resolved) if select["type"] in ENTITY_SELECTS else v for v in values]
    if select["type"] in (STRING_SELECT, CHECKBOXES):
        offered = [option["value"] for option in select["options"]]
        if strangers := [value for value in picked if value not in offered]:
            raise NotOfferedError(f"{strangers} not among {offered}")
    least = select.get("min_values", 1) if select.get("required", True) else 0
    most = select.get("max_values") or (1 if select["type"] != CHECKBOXES else 10)
    if not (1 if least is None else least) <= len(picked) <= most:
        raise NotOfferedError(f"{len(picked)} chosen, not {least} to {most}")
    return picked


def submission(modal: JSON, given: Mapping[str, Any], resolved: JSON) -> list[JSON]:
    """The filled-in components of a modal; what is not `given` keeps its default."""
    left = dict(given)
    filled = [_part(component, left, resolved) for component in modal["components"]]
    if left:
        raise NotOfferedError(f"the modal has no {', '.join(map(repr, left))}")
    return filled


def _part(component: JSON, left: dict[str, Any], resolved: JSON) -> JSON:
    shown = {"type": component["type"], "id": component.get("id") or 1}
    if component["type"] == LABEL:
        return shown | {"component": _field(component["component"], left, resolved)}
    if component["type"] == ROW:
        return shown | {"components": [_field(c, left, resolved) for c in inner(component)]}
    return shown


def _field(field: JSON, left: dict[str, Any], resolved: JSON) -> JSON:
    name, kind = field["custom_id"], field["type"]
    about = {"type": kind, "id": field.get("id") or 1, "custom_id": name}
    if kind == TEXT_INPUT:
        return about | {"value": _text(field, left.pop(name, field.get("value") or ""))}
    options = field.get("options") or []
    marked = [option["value"] for option in options if option.get("default")]
    if kind == CHECKBOX:
        return about | {"value": bool(left.pop(name, field.get("default", False)))}
    if kind == RADIO:
        return about | {"value": left.pop(name, marked[0] if marked else None)}
    return about | {"values": choose(field, left.pop(name, marked), resolved)}


def _text(field: JSON, value: str) -> str:
    least = field.get("min_length") or (1 if field.get("required", True) else 0)
    most = field.get("max_length") or 4000
    if not least <= len(value) <= most and (value or field.get("required", True)):
        raise NotOfferedError(f"{field['custom_id']!r}: {len(value)} characters, not {least} to {most}")
    return value
