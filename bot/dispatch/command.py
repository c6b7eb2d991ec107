"""Declares commands and actions on methods, and reads the declaration back as data."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from bot.model import Ask
from bot.reply import Reply

Handler = Callable[..., Awaitable[Reply]]
Method = TypeVar("Method", bound=Handler)
DECLARED = "__tegenspraak__"


@dataclass(frozen=True, slots=True)
class Arg:
    """What is known of a command's argument beyond its type. `complete` names a completer of the registry."""

    complete: str | None = None
    longest: int = 6000


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of a command. Its description is the Fluent key `option-<command>-<name>`."""

    name: str
    required: bool
    arg: Arg


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, arguments, examples and handler. Its description is the key `command-<name>`.

    On platforms where messages have a menu, the command stands there under the name `menu-<name>` where it says which
    argument takes what a message says (`of_message`) or quotes (`of_quotation`).
    """

    name: str
    parameters: tuple[Parameter, ...]
    examples: tuple[str, ...]
    handler: Handler
    of_message: str = ""
    of_quotation: str = ""

    def parameter(self, name: str) -> Parameter | None:
        """The argument of that name."""
        return next((p for p in self.parameters if p.name == name), None)


@dataclass(frozen=True, slots=True)
class _Declared:
    kind: str
    name: str
    examples: tuple[str, ...] = ()
    of_message: str = ""
    of_quotation: str = ""


def command(
    name: str, *, examples: Sequence[str] = (), of_message: str = "", of_quotation: str = ""
) -> Callable[[Method], Method]:
    """Declares a method as the command `name`. Its docstring says what it is for."""
    return _declare(_Declared("command", name, tuple(examples), of_message, of_quotation))


def action(verb: str) -> Callable[[Method], Method]:
    """Declares a method as what happens when a reply's action `verb` is chosen: `(ask, target, shared)`."""
    return _declare(_Declared("action", verb))


def _declare(declared: _Declared) -> Callable[[Method], Method]:
    def mark(method: Method) -> Method:
        setattr(method, DECLARED, declared)
        return method

    return mark


def commands_of(room: object) -> list[Command]:
    """The commands that the methods of an object declare, in the order of their writing."""
    return [
        Command(d.name, _parameters(method), d.examples, method, d.of_message, d.of_quotation)
        for method, d in _declarations(room)
        if d.kind == "command"
    ]


def actions_of(room: object) -> dict[str, Handler]:
    """The handlers of actions that an object declares, by verb."""
    return {d.name: method for method, d in _declarations(room) if d.kind == "action"}


def _declarations(room: object) -> list[tuple[Handler, _Declared]]:
    methods = [getattr(room, name) for name in vars(type(room)) if not name.startswith("__")]
    return [(m, getattr(m, DECLARED)) for m in methods if hasattr(m, DECLARED)]


def _parameters(method: Handler) -> tuple[Parameter, ...]:
    hints: dict[str, Any] = typing.get_type_hints(method, include_extras=True)
    found = []
    for name, parameter in inspect.signature(method).parameters.items():
        if hints[name] is not Ask:
            required = parameter.default is inspect.Parameter.empty
            found.append(Parameter(name, required, _arg(hints[name])))
    return tuple(found)


def _arg(hint: object) -> Arg:
    if typing.get_origin(hint) is Annotated:
        return next((extra for extra in typing.get_args(hint) if isinstance(extra, Arg)), Arg())
    return Arg()
