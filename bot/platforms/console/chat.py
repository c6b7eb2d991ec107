"""The chat in the terminal: lines in, replies out, with completion and history; plain where input is a pipe."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from dataclasses import replace

from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console

from bot.dispatch.line import command_in, split
from bot.dispatch.registry import Choice, Registry
from bot.i18n import Languages
from bot.model import Ask, Message, Role
from bot.platforms.console.files import LocalFile
from bot.platforms.console.outbox import PLACE
from bot.platforms.console.plain import Plain
from bot.platforms.console.pretty import Pretty
from bot.platforms.filling import Filling, Manner
from bot.reply import Action, Reply, notice
from bot.reply.choices import actions_of, first_number
from bot.reply.sharing import SHARE

# An empty line keeps what stands there.
MANNER = Manner(keep="", kept="form-kept", skipped="", leave="form-leave")
# Of an item in a list; a longer run of digits is something to search for.
NUMBER = re.compile(r"[0-9]{1,3}")


class Chat:
    """One conversation; remembers the last reply, for the actions under it, and what was told aside since.

    While a form is filled in, each line answers one of its fields.
    """

    def __init__(self, registry: Registry, languages: Languages) -> None:
        self._registry = registry
        self._languages = languages
        self._locale = languages.nearest(_spoken(languages.default))
        self._last: Reply | None = None
        self._aside: Reply | None = None
        self._filling: Filling | None = None
        self._plain = Plain(languages)
        self._pretty = Pretty(languages, Console())

    @property
    def attended(self) -> bool:
        """Whether somebody sits at it: not where lines come through a pipe."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    def spoken(self, community: str) -> str:
        """The language of the person at the keyboard."""
        return self._locale

    async def show(self, reply: Reply) -> None:
        """Shows what nobody asked for, above what is being typed; its actions can be chosen from now on."""
        await run_in_terminal(lambda: self._pretty.print(reply))
        if self._filling is None:
            self._last, self._aside = reply, None

    async def run(self, told: Sequence[Message] = ()) -> None:
        """Answers each line until the input ends; what is `told` comes before."""
        if self.attended:
            await self._talk(told)
        else:
            for message in told:
                sys.stdout.write(self._plain.reply(self._sentence(message)) + "\n")
            for line in sys.stdin:
                if self._heard(line):
                    sys.stdout.write(self._plain.reply(_with_aside(await self.answer(line))) + "\n")

    async def answer(self, line: str) -> Reply:
        """The reply to a line: what is filled in, a command, an action under the last reply, or a bare query."""
        if self._filling and not line.lstrip().startswith("/"):
            return await self._filled(self._filling, line)
        self._filling = None
        known = command_in(line, self._registry.commands)[0] in self._registry.commands
        slashed = line.lstrip().startswith("/")
        # Some commands are called as actions are: the slash tells them apart.
        reply = None if known and slashed else await self._chosen(*split(line))
        if reply is not None:
            return reply
        typed = line if known or slashed else f"quote {line}"
        return self._kept(await self._registry.line(self._ask, typed, LocalFile))

    async def _filled(self, filling: Filling, line: str) -> Reply:
        """What is asked next; after the last field, the reply to the form."""
        reply = filling.take(line.strip("\r\n"))
        if reply:
            return reply
        form, shared, values = filling.form, filling.reply.shared, filling.values
        return self._kept(await self._registry.submit(self._ask, form.verb, form.target, shared, values))

    def _heard(self, line: str) -> bool:
        """Whether a line says something: in a form an empty one does."""
        return bool(line.strip() or self._filling)

    async def _chosen(self, name: str, rest: str) -> Reply | None:
        """The reply to an action named by verb or number; None where the line names none."""
        if NUMBER.fullmatch(name) and not rest:
            return await self._numbered(int(name))
        if rest or name not in self._registry.actions:
            return None
        for reply in self._open:
            for action in reply.actions:
                if action.verb == name:
                    return await self._press(reply, action)
        return self._sentence(Message("action-not-offered"))

    async def _numbered(self, number: int) -> Reply | None:
        for reply in self._open:
            choices = actions_of(reply)
            first = first_number(reply)
            if 0 <= number - first < len(choices):
                return await self._press(reply, choices[number - first])
        return None

    @property
    def _open(self) -> list[Reply]:
        """The replies whose actions can be chosen, the latest first."""
        return [reply for reply in (self._aside, self._last) if reply]

    async def _press(self, reply: Reply, action: Action) -> Reply:
        following = await self._registry.press(self._ask, action.verb, action.target, reply.shared)
        return self._kept(following, aside=reply is self._aside)

    def _kept(self, reply: Reply, *, aside: bool = False) -> Reply:
        """The reply, whose actions can be chosen from now on; what was told `aside` goes on aside."""
        if not reply.private and not aside:
            self._last, self._aside = reply, None
        elif reply.actions:
            self._aside = reply
        if reply.form is None:
            self._filling = None
            return reply
        self._filling = Filling(reply, reply.form, MANNER)
        return self._filling.opening

    def _sentence(self, message: Message) -> Reply:
        return replace(notice(message), locale=self._locale)

    @property
    def _ask(self) -> Ask:
        """The person at the keyboard manages a community of their own."""
        return Ask(self._locale, self._locale, PLACE, PLACE, PLACE, Role.MANAGER)

    async def _talk(self, told: Sequence[Message] = ()) -> None:
        for message in (*told, Message("chat-welcome")):
            self._pretty.print(self._sentence(message))
        session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(),
            completer=_Completer(self._registry, self._languages, self._ask),
            complete_while_typing=False,
        )
        async for line in _lines(session, self._prompt):
            if self._heard(line):
                self._pretty.print(_with_aside(await self.answer(line)))

    def _prompt(self) -> str:
        """What stands before the cursor: what is to be filled in, if anything is."""
        if self._filling is None:
            return "> "
        return f"{self._languages.say(self._filling.field.label, self._locale)}> "


async def _lines(session: PromptSession[str], prompt: Callable[[], str]) -> AsyncIterator[str]:
    """What is typed, until Ctrl-D; Ctrl-C throws a line away."""
    while True:
        try:
            line = await session.prompt_async(prompt())
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        yield line


class _Completer(Completer):
    """Completes commands, the actions under the last reply, and what the registry offers for an argument."""

    def __init__(self, registry: Registry, languages: Languages, ask: Ask) -> None:
        self._registry = registry
        self._languages = languages
        self._ask = ask

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> list[Completion]:
        """Completion is asynchronous only."""
        return []

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        """What may stand at the cursor."""
        before = document.text_before_cursor.lstrip()
        for option in self._options():
            if option.startswith((before, f"/{before}")):
                yield Completion(option, start_position=-len(before))
        name, _ = command_in(before, self._registry.commands)
        _, *rest = before.split(" ", name.count(" ") + 1)
        if rest:
            async for completion in self._arguments(name, rest[-1]):
                yield completion

    def _named(self, choice: Choice) -> str:
        return self._languages.say(choice.label, self._ask.locale) if choice.label else choice.name

    def _options(self) -> list[str]:
        """What a line can begin with. There is no channel here to share anything in."""
        actions = (verb for verb in self._registry.actions if verb != SHARE)
        return [*(f"/{name}" for name in self._registry.commands), *actions]

    async def _arguments(self, name: str, rest: str) -> AsyncIterator[Completion]:
        command = self._registry.commands.get(name)
        if command is None or not command.parameters:
            return
        option, equals, typed = rest.rpartition(" ")[2].partition("=")
        if equals and command.parameter(option):
            for choice in await self._registry.complete(self._ask, name, option, typed):
                yield Completion(choice.value, start_position=-len(typed), display=self._named(choice))
            return
        for at, parameter in enumerate(command.parameters):
            named = at > 0 or parameter.kind is not str
            if named and option and parameter.name.startswith(option):
                yield Completion(f"{parameter.name}=", start_position=-len(option))
        for choice in await self._registry.complete(self._ask, name, command.parameters[0].name, rest):
            yield Completion(choice.value, start_position=-len(rest), display=self._named(choice))


def _with_aside(reply: Reply) -> Reply:
    """The reply with what is said aside under it: there is nobody else here."""
    return replace(reply, blocks=(*reply.blocks, *reply.aside)) if reply.aside else reply


def _spoken(default: str) -> str:
    """The language of the person at the keyboard, as their system names it."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    language = spoken.split(".")[0]
    return default if language in ("", "C", "POSIX") else language
