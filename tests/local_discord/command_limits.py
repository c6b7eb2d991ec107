"""What Discord demands of registered commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from .component_limits import Findings, count, length
from .components import JSON

CHAT, GROUPS = 1, (1, 2)
STRING = 3
_LOCALES = (
    "bg cs da de el en-GB en-US es-419 es-ES fi fr hi hr hu id it ja ko lt nl no pl pt-BR ro ru "
    "sv-SE th tr uk vi zh-CN zh-TW"
)
LOCALES = frozenset(_LOCALES.split())


def command_findings(commands: list[JSON]) -> dict[int, list[str]]:
    """What is wrong, by the place of the command in the list; -1 for the list as a whole."""
    found = {place: list(_command(command)) for place, command in enumerate(commands)}
    found[-1] = list(_together(commands))
    return {place: findings for place, findings in found.items() if findings}


def _together(commands: list[JSON]) -> Findings:
    kinds = Counter(command.get("type") or CHAT for command in commands)
    yield from count("slash commands", kinds[CHAT], 100)
    for kind in (2, 3):
        yield from count(f"context menus of type {kind}", kinds[kind], 15)
    names = Counter((command.get("type") or CHAT, command["name"]) for command in commands)
    yield from (f"command name {name!r} {n} times" for (_, name), n in names.items() if n > 1)


def _command(command: JSON) -> Findings:
    if (command.get("type") or CHAT) != CHAT:
        yield from _menu(command)
        return
    for part in _walk([command]):
        yield from _words(part)
        yield from _options(part)
    size = sum(_size(part) for part in _walk([command]))
    if size > 8000:
        yield f"command {command['name']!r} has {size} characters, more than 8000"


def _menu(command: JSON) -> Findings:
    for name in _all(command, "name"):
        yield from length("menu name", name, 32, 1)
    if command.get("description") or command.get("options"):
        yield f"menu {command['name']!r} with a description or options"


def _walk(parts: Iterable[JSON]) -> Iterator[JSON]:
    for part in parts:
        yield part
        yield from _walk(part.get("options") or [])


def _all(part: JSON, key: str) -> list[str]:
    return [part.get(key) or "", *(part.get(f"{key}_localizations") or {}).values()]


def _words(part: JSON) -> Findings:
    for name in _all(part, "name"):
        if not name_fits(name):
            yield f"bad name {name!r}"
    for description in _all(part, "description"):
        yield from length(f"description of {part['name']!r}", description, 100, 1)
    for key in ("name_localizations", "description_localizations"):
        unknown = set(part.get(key) or {}) - LOCALES
        yield from (f"unknown locale {locale!r} at {part['name']!r}" for locale in sorted(unknown))


def name_fits(name: str) -> bool:
    """1 to 32 letters, digits, '-', '_' or an apostrophe, lower case where the script has it."""
    return 1 <= len(name) <= 32 and name == name.lower() and all(map(_character_fits, name))


def _character_fits(character: str) -> bool:
    # The vowel signs of Devanagari and Thai are no letters to Python, yet Discord takes them.
    signs = "\u0900" <= character <= "\u097f" or "\u0e00" <= character <= "\u0e7f"
    return character.isalnum() or character in "-_'" or signs


def _options(part: JSON) -> Findings:
    options = part.get("options") or []
    yield from count(f"options of {part['name']!r}", len(options), 25)
    plain = [option for option in options if option["type"] not in GROUPS]
    if plain and len(plain) < len(options):
        yield f"{part['name']!r} mixes subcommands and options"
    required = [bool(option.get("required")) for option in plain]
    if required != sorted(required, reverse=True):
        yield f"required option after an optional one in {part['name']!r}"
    yield from _distinct(part["name"], options)
    for option in plain:
        yield from _option(option)


def _option(option: JSON) -> Findings:
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        yield f"option {option['name']!r} with both choices and autocomplete"
    yield from choice_findings(choices)
    if option["type"] == STRING:
        for key in ("min_length", "max_length"):
            if (option.get(key) or 0) > 6000:
                yield f"option {option['name']!r}: {key} over 6000"


def _distinct(where: str, options: list[JSON]) -> Findings:
    defaults = [option["name"] for option in options]
    if len(set(defaults)) < len(defaults):
        yield f"option names clash in {where!r}"
    for locale in sorted(LOCALES):
        local = [(o.get("name_localizations") or {}).get(locale) for o in options]
        named = [name for name in local if name]
        foreign = [n for n, own in zip(local, defaults, strict=True) if n in defaults and n != own]
        if len(set(named)) < len(named) or foreign:
            yield f"option names clash in {where!r} for {locale}"


def choice_findings(choices: list[JSON]) -> Findings:
    """What is wrong with choices, registered or offered by autocomplete."""
    yield from count("choices", len(choices), 25)
    for choice in choices:
        for name in _all(choice, "name"):
            yield from length("choice name", name, 100, 1)
        if isinstance(choice["value"], str):
            yield from length("choice value", choice["value"], 100, 1)


def _size(part: JSON) -> int:
    """Characters that count: of the translations only the longest does."""
    choices = part.get("choices") or []
    values = sum(len(str(c["value"])) + max(map(len, _all(c, "name"))) for c in choices)
    words = max(map(len, _all(part, "name"))) + max(map(len, _all(part, "description")))
    return words + values
