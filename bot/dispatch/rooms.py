"""What the rooms of the bot declare, by name: commands, actions, forms, and what belongs to them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot.dispatch.command import Command, Deed, Value, actions_of, commands_of, submits_of
from bot.dispatch.customs import Local
from bot.errors import BadInput
from bot.model import Ask, Message


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that completion offers: what is shown, and what is sent.

    Where it is called otherwise in the asker's language, `label` is shown instead.
    """

    name: str
    value: str
    label: Message | None = None


Completer = Callable[[Ask, str], Awaitable[list[Choice]]]
Noter = Callable[[Ask, str], None]
"""Hears what was asked, in an argument of its kind, and answered for everyone."""


class Rooms:
    """Commands, actions and completers by name; `noters` by the completer of the argument they hear.

    `submits` has what happens when forms are filled in. `local` knows what holds in the asker's community.
    Some options are there only where commands are `typed` behind a prefix.
    """

    def __init__(
        self, completers: Mapping[str, Completer], noters: Mapping[str, Noter], local: Local, *, typed: bool
    ) -> None:
        self.commands: dict[str, Command] = {}
        self.actions: dict[str, Deed] = {}
        self.submits: dict[str, Deed] = {}
        self.completers = dict(completers)
        self.local = local
        self._noters = dict(noters)
        self._typed = typed

    def add(self, room: object) -> None:
        """Adds what an object's methods declare: commands, actions, forms. A name is declared once."""
        for found in commands_of(room):
            if found.name in self.commands:
                raise ValueError(f"the command {found.name} is declared twice")
            offered = tuple(p for p in found.parameters if self._typed or not p.arg.typed)
            self.commands[found.name] = replace(found, parameters=offered)
        for known, deeds in ((self.actions, actions_of(room)), (self.submits, submits_of(room))):
            for deed in deeds:
                if deed.verb in known:
                    raise ValueError(f"the action {deed.verb} is declared twice")
                known[deed.verb] = deed

    def command(self, name: str) -> Command:
        """The command of that name; BadInput where there is none."""
        if name not in self.commands:
            raise BadInput("command-unknown")
        return self.commands[name]

    def completer(self, name: str, argument: str) -> Completer | None:
        """What completes an argument of a command, if anything does."""
        found = self.commands.get(name)
        parameter = found.parameter(argument) if found else None
        return self.completers.get(parameter.arg.complete or "") if parameter else None

    def note(self, ask: Ask, found: Command, given: Mapping[str, Value]) -> None:
        """Lets those hear what was asked who want to; only what everyone sees the reply to."""
        for parameter in found.parameters:
            noter, value = self._noters.get(parameter.arg.complete or ""), given.get(parameter.name)
            if noter and value and isinstance(value, str):
                noter(ask, value)
