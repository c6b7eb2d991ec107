"""Declares commands and actions on methods, and reads the declaration back as data."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias, TypeVar

from bot.model import Ask
from bot.reply import Reply

Handler = Callable[..., Awaitable[Reply]]
Method = TypeVar("Method", bound=Handler)
DECLARED = "__tegenspraak__"

Kind: TypeAlias = type[str] | type[bool]
"""What an argument holds: text, or yes or no."""

Value: TypeAlias = str | bool | None
"""The value of an argument; None where it is left out and the method says so."""


@dataclass(frozen=True, slots=True)
class Arg:
    """What is known of a command's argument beyond its type. `complete` names a completer of the registry."""

    complete: str | None = None
    longest: int = 6000


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of a command. Its description is the Fluent key `option-<command>-<name>`.

    `default` is its value where it is left out, unless it is `required`.
    """

    name: str
    required: bool
    arg: Arg
    kind: Kind = str
    default: Value = None


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, arguments, examples and handler. Its description is the key `command-<name>`.

    `of_message` names the argument that a message can be chosen for, on platforms where messages have a menu; there the
    command has the name `menu-<name>`.
    """

    name: str
    parameters: tuple[Parameter, ...]
    examples: tuple[str, ...]
    handler: Handler
    of_message: str = ""

    def parameter(self, name: str) -> Parameter | None:
        """The argument of that name."""
        return next((p for p in self.parameters if p.name == name), None)


@dataclass(frozen=True, slots=True)
class _Declared:
    kind: str
    name: str
    examples: tuple[str, ...] = ()
    of_message: str = ""


def command(name: str, *, examples: Sequence[str] = (), of_message: str = "") -> Callable[[Method], Method]:
    """Declares a method as the command `name`. Its docstring says what it is for."""
    return _declare(_Declared("command", name, tuple(examples), of_message))


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
        Command(declared.name, _parameters(method), declared.examples, method, declared.of_message)
        for method, declared in _declarations(room)
        if declared.kind == "command"
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
            bare, arg = _bare(hints[name])
            default = None if required else parameter.default
            found.append(Parameter(name, required, arg, _kind(bare), default))
    return tuple(found)


def _bare(hint: Any) -> tuple[Any, Arg]:  # noqa: ANN401 - an annotation can be anything
    """The type in an annotation, and what else it says of the argument."""
    if typing.get_origin(hint) is Annotated:
        bare, *extras = typing.get_args(hint)
        return bare, next((extra for extra in extras if isinstance(extra, Arg)), Arg())
    return hint, Arg()


def _kind(hint: Any) -> Kind:  # noqa: ANN401 - as above
    """`str` or `bool`, which may be left open (`bool | None`)."""
    among = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    kinds: list[Kind] = [kind for kind in (str, bool) if kind in among]
    if len(kinds) != 1 or not set(among) <= {*kinds, types.NoneType}:
        raise TypeError(f"an argument is text, or yes or no; not {hint!r}")
    return kinds[0]
