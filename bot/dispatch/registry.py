"""Runs commands and actions for every front end, and turns what goes wrong into a sentence for the asker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace

import structlog

from bot.dispatch.account import ANSWERED, NOTHING_FOUND, UNKNOWN, Account
from bot.dispatch.command import PRIVATE, Command, Deed, Group, Value, actions_of, commands_of, submits_of
from bot.dispatch.cooldown import UNLIMITED, Cooldown
from bot.dispatch.customs import Customs, Local
from bot.dispatch.filling import held, writable
from bot.dispatch.line import arguments, command_in
from bot.dispatch.uploads import Opener, named, nowhere, read
from bot.errors import BadInput, BotError, NotAllowed, NotFound, traced
from bot.model import Ask, Message, Role
from bot.reply import Reply, notice
from bot.request import begun

log = structlog.get_logger(__name__)

MOST_CHOICES = 25
CHOICE_LENGTH = 100


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


class Registry:
    """The commands, actions and completers of the bot, by name; `noters` by the completer of the argument they hear.

    `submits` has what happens when forms are filled in. Commands, actions and forms pass one `cooldown`. `local` knows
    what holds in the asker's community.
    """

    def __init__(
        self,
        rooms: Iterable[object],
        completers: Mapping[str, Completer],
        noters: Mapping[str, Noter] | None = None,
        *,
        cooldown: Cooldown | None = None,
        local: Local | None = None,
    ) -> None:
        self.commands: dict[str, Command] = {}
        self.actions: dict[str, Deed] = {}
        self.submits: dict[str, Deed] = {}
        self._completers = dict(completers)
        self._cooldown = cooldown or Cooldown(UNLIMITED)
        self._noters = dict(noters or {})
        self._local = local or Local()
        for room in rooms:
            self.add(room)

    def add(self, room: object) -> None:
        """Adds what an object's methods declare: commands, actions, forms. A name is declared once."""
        for found in commands_of(room):
            if found.name in self.commands:
                raise ValueError(f"the command {found.name} is declared twice")
            self.commands[found.name] = found
        for known, deeds in ((self.actions, actions_of(room)), (self.submits, submits_of(room))):
            for deed in deeds:
                if deed.verb in known:
                    raise ValueError(f"the action {deed.verb} is declared twice")
                known[deed.verb] = deed

    def group_of(self, verb: str) -> Group | None:
        """The group that an action belongs to; None where it is for everyone, or unknown."""
        return _group(self.actions.get(verb))

    def group_of_form(self, verb: str) -> Group | None:
        """The group that a form belongs to; None where it is for everyone, or unknown."""
        return _group(self.submits.get(verb))

    async def line(self, ask: Ask, line: str, opener: Opener = nowhere) -> Reply:
        """The reply to a typed line; `opener` finds the files that it names, where there are any to be named."""

        async def read_and_run(ask: Ask, customs: Customs) -> Reply:
            name, rest = command_in(line, self.commands)
            account.name = _declared(name, self.commands)
            found = self._command(ask, name)
            return await self._run(ask, customs, found, named(found, arguments(found, rest), opener))

        account = Account("command", ask.platform)
        return await self._guarded(ask, account, read_and_run)

    async def run(self, ask: Ask, name: str, values: Mapping[str, Value]) -> Reply:
        """The reply to a command with its arguments by name."""

        async def run(ask: Ask, customs: Customs) -> Reply:
            return await self._run(ask, customs, self._command(ask, name), values)

        account = Account("command", ask.platform, _declared(name, self.commands))
        return await self._guarded(ask, account, run)

    async def press(self, ask: Ask, verb: str, target: str, shared: str) -> Reply:
        """The reply to an action that was chosen under an earlier reply, perhaps weeks ago."""

        async def act(ask: Ask, found: Deed) -> Reply:
            return await found.handler(ask, target, shared)

        account = Account("action", ask.platform, _declared(verb, self.actions))
        return await self._done(ask, account, self.actions.get(verb), act, NotFound("action-unknown"))

    async def submit(self, ask: Ask, verb: str, target: str, shared: str, filled: Mapping[str, str]) -> Reply:
        """The reply to a form that was filled in, perhaps long after it was opened; `filled` has text by field."""

        async def take(ask: Ask, found: Deed) -> Reply:
            return await found.handler(ask, target, shared, held(filled, found.fields))

        account = Account("form", ask.platform, _declared(verb, self.submits))
        return await self._done(ask, account, self.submits.get(verb), take, NotFound("form-unknown"))

    async def _done(
        self,
        ask: Ask,
        account: Account,
        found: Deed | None,
        act: Callable[[Ask, Deed], Awaitable[Reply]],
        unknown: NotFound,
    ) -> Reply:
        """The reply to what was chosen or filled in, by those whom it is for."""

        async def run(ask: Ask, customs: Customs) -> Reply:
            if found is None:
                raise unknown
            _admit(ask, found.group)
            return await act(ask, found)

        return await self._guarded(replace(ask, alone=False) if found and found.public else ask, account, run)

    async def complete(self, ask: Ask, name: str, argument: str, typed: str) -> list[Choice]:
        """What could stand in an argument, best first. Never fails: a member who types must not see an error."""
        found = self.commands.get(name)
        parameter = found.parameter(argument) if found else None
        completer = self._completers.get(parameter.arg.complete or "") if parameter else None
        if completer is None or found is None or not _admitted(ask, found.group):
            return []
        account = Account("completion", ask.platform, found.name)
        with begun():
            try:
                choices = await completer(ask, typed)
                account.outcome = ANSWERED if choices else NOTHING_FOUND
            except Exception as e:  # noqa: BLE001 - as promised
                log.error("completion failed", command=name, argument=argument, **traced(e))  # noqa: TRY400 - as below
                account.failed(e)
                choices = []
            account.close()
        fits = [c for c in choices if 0 < len(c.name) <= CHOICE_LENGTH and len(c.value) <= CHOICE_LENGTH]
        return fits[:MOST_CHOICES]

    def _command(self, ask: Ask, name: str) -> Command:
        if name not in self.commands:
            raise BadInput("command-unknown")
        _admit(ask, self.commands[name].group)
        return self.commands[name]

    async def _run(self, ask: Ask, customs: Customs, found: Command, values: Mapping[str, Value]) -> Reply:
        """The reply; private where the asker, or else their community, wants it so and others would read it."""
        given = await read(found, {name: writable(of) if isinstance(of, str) else of for name, of in values.items()})
        wanted = given.pop(PRIVATE.name, None) if PRIVATE in found.parameters else False
        reply = await found.handler(ask, **given)
        if ask.overheard and not reply.private:
            reply = replace(reply, private=customs.private if wanted is None else bool(wanted))
        if reply.vain:
            await self._local.missed(ask, reply.vain)
        if not (reply.private or ask.alone):
            self._note(ask, found, given)
        return reply

    def _note(self, ask: Ask, found: Command, given: Mapping[str, Value]) -> None:
        """Lets those hear what was asked who want to; only what everyone sees the reply to."""
        for parameter in found.parameters:
            noter, value = self._noters.get(parameter.arg.complete or ""), given.get(parameter.name)
            if noter and value and isinstance(value, str):
                noter(ask, value)

    async def _guarded(self, ask: Ask, account: Account, run: Callable[[Ask, Customs], Awaitable[Reply]]) -> Reply:
        """What came of it is told to the log, whatever did."""
        with begun():
            try:
                return await self._caught(ask, account, run)
            finally:
                account.close()

    async def _caught(self, ask: Ask, account: Account, run: Callable[[Ask, Customs], Awaitable[Reply]]) -> Reply:
        """What went wrong is told to the asker alone; a defect of ours is logged, with nothing that they typed."""
        try:
            customs = await self._local.customs(ask)
            shared = customs.language or ask.public_locale
            ask = replace(ask, locale=ask.locale or shared, public_locale=shared)
            self._cooldown.spend(ask, customs.slower)
            reply = await run(ask, customs)
            account.answered(reply)
            # A form can be followed by nothing.
            reply = reply if reply.form else replace(reply, aside=await self._local.news(ask))
        except BotError as e:
            account.failed(e)
            reply = notice(Message(e.key, e.values))
        except Exception as e:  # noqa: BLE001 - nobody above would tell the member
            account.failed(e)
            log.error("command failed", name=account.name, **traced(e))  # noqa: TRY400 - a message could hold what was typed
            reply = notice(Message("internal-error"))
        offered = tuple(action for action in reply.actions if action.verb in self.actions)
        return replace(reply, actions=offered, locale=(reply.private and ask.locale) or ask.public_locale)


def _declared(name: str, known: Container[str]) -> str:
    return name if name in known else UNKNOWN


def _group(deed: Deed | None) -> Group | None:
    return deed.group if deed else None


def _admitted(ask: Ask, group: Group | None) -> bool:
    return group is None or group.admits(ask)


def _admit(ask: Ask, group: Group | None) -> None:
    """Refuses who is not of those that a group is for."""
    if group and not group.admits(ask):
        raise NotAllowed("for-moderators" if group.role <= Role.MODERATOR else "for-managers")
