"""Declares commands and actions on methods, and reads the declaration back as data."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Protocol, TypeAlias, TypeVar

from bot.model import Ask, Channel, MentionedRole, Role, Upload
from bot.reply import Reply

Handler = Callable[..., Awaitable[Reply]]
Method = TypeVar("Method", bound=Handler)
DECLARED = "__tegenspraak__"


class Handed(Protocol):
    """A file that was handed over and not read yet: that waits until it is known that the asker may."""

    async def read(self, longest: int) -> Upload:
        """The file; BotError where it has more than so many bytes, or cannot be had."""


Kind: TypeAlias = type[str] | type[bool] | type[Upload] | type[Channel] | type[MentionedRole]
"""What an argument holds: text, yes or no, a file, a channel, or a role."""

KINDS: tuple[Kind, ...] = (str, bool, Upload, Channel, MentionedRole)

Value: TypeAlias = str | bool | Upload | Handed | Channel | MentionedRole | None
"""The value of an argument; None where it is left out and the method says so. What a handler is given was read."""


@dataclass(frozen=True, slots=True)
class Arg:
    """What is known of a command's argument beyond its type. `complete` names a completer of the registry.

    `longest` is in characters, of a file in bytes. `forums` has channels offered too in which each post is a thread.
    """

    complete: str | None = None
    longest: int = 6000
    forums: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Commands and actions that are for those with a role, under one name: `/topic add`, `/topic remove`.

    A room declares it as its attribute `group`; its description is the key `command-<name>`. Without one, what a room
    declares is for everyone. A command without a name of its own is all that there is under the name of its group.
    """

    name: str
    role: Role

    def admits(self, ask: Ask) -> bool:
        """Whether it is for this asker."""
        return ask.granted.get(self.name, ask.role >= self.role)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of a command. `key` is that of its description: `option-<command>-<name>`.

    `default` is its value where it is left out, unless it is `required`.
    """

    name: str
    key: str
    required: bool
    arg: Arg
    kind: Kind = str
    default: Value = None


PRIVATE = Parameter("private", "option-private", required=False, arg=Arg(), kind=bool)
"""The argument of every command that answers to everyone, unless asked not to; the registry itself reads it."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, arguments, examples and handler. In a group its name is two words.

    On platforms where messages have a menu, the command stands there under the name `menu-<name>` where it says which
    argument takes what a message says (`of_message`) or quotes (`of_quotation`).
    """

    name: str
    parameters: tuple[Parameter, ...]
    examples: tuple[str, ...]
    handler: Handler
    of_message: str = ""
    of_quotation: str = ""
    group: Group | None = None

    @property
    def key(self) -> str:
        """The key of its description."""
        return f"command-{_hyphened(self.name)}"

    def of(self, group: str) -> bool:
        """Whether it belongs to the group of that name."""
        return self.group is not None and self.group.name == group

    def parameter(self, name: str) -> Parameter | None:
        """The argument of that name."""
        return next((p for p in self.parameters if p.name == name), None)


@dataclass(frozen=True, slots=True)
class Deed:
    """What happens when the action `verb` is chosen or a form is filled in, and for whom it is.

    What comes of a `public` one is for everyone to see, even where it stood under a reply to one. `fields` are those of
    the form; where none are named, any.
    """

    verb: str
    handler: Handler
    group: Group | None = None
    public: bool = False
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Declared:
    kind: str
    name: str
    examples: tuple[str, ...] = ()
    of_message: str = ""
    of_quotation: str = ""
    private: bool = False
    public: bool = False
    fields: tuple[str, ...] = ()


def command(
    name: str,
    *,
    examples: Sequence[str] = (),
    of_message: str = "",
    of_quotation: str = "",
    private: bool = False,
) -> Callable[[Method], Method]:
    """Declares a method as the command `name`. Its docstring says what it is for.

    Where its replies are always `private`, it has no option for it.
    """
    return _declare(_Declared("command", name, tuple(examples), of_message, of_quotation, private))


def action(verb: str, *, public: bool = False) -> Callable[[Method], Method]:
    """Declares a method as what happens when a reply's action `verb` is chosen: `(ask, target, shared)`.

    Where everyone sees what comes of it, whoever saw the reply, it is `public`.
    """
    return _declare(_Declared("action", verb, public=public))


def submit(verb: str, *fields: str) -> Callable[[Method], Method]:
    """Declares a method as what happens when a form with that verb is filled in: `(ask, target, kept, filled)`.

    `kept` is what the reply with the form shared. `filled` has the text of each field by its name, "" where it is
    missing; where `fields` are named, of these and no others.
    """
    return _declare(_Declared("submit", verb, fields=fields))


def _declare(declared: _Declared) -> Callable[[Method], Method]:
    def mark(method: Method) -> Method:
        setattr(method, DECLARED, declared)
        return method

    return mark


def commands_of(room: object) -> list[Command]:
    """The commands that the methods of an object declare, in the order of their writing."""
    return [_command(method, declared, _group(room)) for method, declared in _declarations(room, "command")]


def actions_of(room: object) -> list[Deed]:
    """The actions that the methods of an object declare."""
    group = _group(room)
    return [Deed(of.name, method, group, of.public) for method, of in _declarations(room, "action")]


def submits_of(room: object) -> list[Deed]:
    """What the methods of an object declare to happen when forms are filled in."""
    group = _group(room)
    return [Deed(of.name, method, group, fields=of.fields) for method, of in _declarations(room, "submit")]


def _group(room: object) -> Group | None:
    found: Group | None = getattr(room, "group", None)
    return found


def _command(method: Handler, declared: _Declared, group: Group | None) -> Command:
    of_message, of_quotation = declared.of_message, declared.of_quotation
    if group and (of_message or of_quotation):
        raise TypeError(f"{declared.name} is of a group, which has no place in the menu of a message")
    name = f"{group.name} {declared.name}".strip() if group else declared.name
    parameters = _parameters(name, method) + (() if group or declared.private else (PRIVATE,))
    return Command(name, parameters, declared.examples, method, of_message, of_quotation, group)


def _declarations(room: object, kind: str) -> list[tuple[Handler, _Declared]]:
    methods = [getattr(room, name) for name in vars(type(room)) if not name.startswith("__")]
    declared = [(method, getattr(method, DECLARED)) for method in methods if hasattr(method, DECLARED)]
    return [(method, found) for method, found in declared if found.kind == kind]


def _hyphened(name: str) -> str:
    return name.replace(" ", "-")


def _parameters(command: str, method: Handler) -> tuple[Parameter, ...]:
    hints: dict[str, Any] = typing.get_type_hints(method, include_extras=True)
    found: list[Parameter] = []
    for name, parameter in inspect.signature(method).parameters.items():
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            found += _shared(command, hints[name])
        elif hints[name] is not Ask:
            found.append(_parameter(command, name, hints[name], parameter.default))
    return tuple(found)


def _shared(command: str, hint: Any) -> list[Parameter]:  # noqa: ANN401 - an annotation can be anything
    """Arguments that several commands take, each of which may be left out: `**asked: Unpack[...]` of a TypedDict."""
    [several] = typing.get_args(hint)
    hints: dict[str, Any] = typing.get_type_hints(several, include_extras=True)
    return [_parameter(command, name, of, "" if _bare(of)[0] is str else None) for name, of in hints.items()]


def _parameter(command: str, name: str, hint: Any, default: Any) -> Parameter:  # noqa: ANN401 - as above
    required = default is inspect.Parameter.empty
    bare, arg = _bare(hint)
    return Parameter(
        name, f"option-{_hyphened(command)}-{name}", required, arg, _kind(bare), None if required else default
    )


def _bare(hint: Any) -> tuple[Any, Arg]:  # noqa: ANN401 - an annotation can be anything
    """The type in an annotation, and what else it says of the argument."""
    if typing.get_origin(hint) is Annotated:
        bare, *extras = typing.get_args(hint)
        return bare, next((extra for extra in extras if isinstance(extra, Arg)), Arg())
    return hint, Arg()


def _kind(hint: Any) -> Kind:  # noqa: ANN401 - as above
    """One of KINDS, which may be left open (`bool | None`)."""
    among = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    kinds: list[Kind] = [kind for kind in KINDS if kind in among]
    if len(kinds) != 1 or not set(among) <= {*kinds, types.NoneType}:
        raise TypeError(f"an argument is text, yes or no, a file, a channel or a role; not {hint!r}")
    return kinds[0]
