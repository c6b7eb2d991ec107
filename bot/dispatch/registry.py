"""Runs commands and actions for every front end, and turns what goes wrong into a sentence for the asker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container, Iterable, Mapping
from dataclasses import replace

import structlog

from bot.dispatch.account import ANSWERED, NOTHING_FOUND, UNKNOWN, Account
from bot.dispatch.command import PRIVATE, Command, Deed, Group, Value
from bot.dispatch.cooldown import UNLIMITED, Cooldown
from bot.dispatch.customs import Customs, Local
from bot.dispatch.filling import held, writable
from bot.dispatch.line import arguments, command_in
from bot.dispatch.places import Pointer, no_channels, pointed
from bot.dispatch.rooms import Choice, Completer, Noter, Rooms
from bot.dispatch.uploads import Opener, named, nowhere, read
from bot.errors import BotError, NotAllowed, NotFound, traced
from bot.model import Ask, Message, Role
from bot.reply import Reply, notice
from bot.request import begun

log = structlog.get_logger(__name__)

MOST_CHOICES = 25
CHOICE_LENGTH = 100

Run = Callable[[Ask, Customs, Rooms], Awaitable[Reply]]
"""Runs what was asked, by the customs of the asker's community, as these rooms declare it."""


class Registry:
    """Runs what rooms declare. Commands, actions and forms pass one `cooldown`.

    Other rooms may take the place of these: what is under way goes on as it began. Some options are there only where
    commands are `typed` behind a prefix.
    """

    def __init__(  # noqa: PLR0913 - as `bot.app.commands.registry`
        self,
        rooms: Iterable[object],
        completers: Mapping[str, Completer],
        noters: Mapping[str, Noter] | None = None,
        *,
        cooldown: Cooldown | None = None,
        local: Local | None = None,
        typed: bool = False,
    ) -> None:
        self._rooms = Rooms(completers, noters or {}, local or Local(), typed=typed)
        self._cooldown = cooldown or Cooldown(UNLIMITED)
        for room in rooms:
            self.add(room)

    def add(self, room: object) -> None:
        """Adds what an object's methods declare: commands, actions, forms. A name is declared once."""
        self._rooms.add(room)

    @property
    def commands(self) -> dict[str, Command]:
        """The commands by name."""
        return self._rooms.commands

    @property
    def actions(self) -> dict[str, Deed]:
        """The actions by verb."""
        return self._rooms.actions

    @property
    def submits(self) -> dict[str, Deed]:
        """What happens when forms are filled in, by verb."""
        return self._rooms.submits

    def give_way(self, other: Registry) -> None:
        """From now on runs what the rooms of another one declare."""
        self._rooms = other._rooms

    def group_of(self, verb: str) -> Group | None:
        """The group that an action belongs to; None where it is for everyone, or unknown."""
        return _group(self.actions.get(verb))

    def group_of_form(self, verb: str) -> Group | None:
        """The group that a form belongs to; None where it is for everyone, or unknown."""
        return _group(self.submits.get(verb))

    async def line(self, ask: Ask, line: str, opener: Opener = nowhere, pointer: Pointer = no_channels) -> Reply:
        """The reply to a typed line; `opener` and `pointer` find the files and channels that it names."""

        async def read_and_run(ask: Ask, customs: Customs, rooms: Rooms) -> Reply:
            name, rest = command_in(line, rooms.commands)
            account.name = _declared(name, rooms.commands)
            found = _command(ask, name, rooms)
            values = await pointed(found, named(found, arguments(found, rest), opener), pointer)
            return await _run(ask, customs, found, values, rooms)

        account = Account("command", ask.platform)
        return await self._guarded(ask, account, read_and_run)

    async def run(self, ask: Ask, name: str, values: Mapping[str, Value]) -> Reply:
        """The reply to a command with its arguments by name."""

        async def run(ask: Ask, customs: Customs, rooms: Rooms) -> Reply:
            return await _run(ask, customs, _command(ask, name, rooms), values, rooms)

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

        async def run(ask: Ask, customs: Customs, rooms: Rooms) -> Reply:
            if found is None:
                raise unknown
            _admit(ask, found.group)
            reply = await act(ask, found)
            return _confided(reply) if found.confidential else reply

        return await self._guarded(replace(ask, alone=False) if found and found.public else ask, account, run)

    async def complete(self, ask: Ask, name: str, argument: str, typed: str) -> list[Choice]:
        """What could stand in an argument, best first. Never fails: a member who types must not see an error."""
        found, completer = self.commands.get(name), self._rooms.completer(name, argument)
        if completer is None or found is None or not _admitted(ask, found.group):
            return []
        account = Account("completion", ask.platform, found.name)
        with begun():
            try:
                choices = await completer(ask, typed)
                account.outcome = ANSWERED if choices else NOTHING_FOUND
            except BotError as e:
                # The database is away, say: no defect of ours.
                account.failed(e)
                choices = []
            except Exception as e:  # noqa: BLE001 - as promised
                log.error("completion failed", command=name, argument=argument, **traced(e))  # noqa: TRY400 - as below
                account.failed(e)
                choices = []
            account.close()
        fits = [c for c in choices if 0 < len(c.name) <= CHOICE_LENGTH and len(c.value) <= CHOICE_LENGTH]
        return fits[:MOST_CHOICES]

    async def _guarded(self, ask: Ask, account: Account, run: Run) -> Reply:
        """What came of it is told to the log, whatever did."""
        with begun():
            try:
                return await self._caught(ask, account, run)
            finally:
                account.close()

    async def _caught(self, ask: Ask, account: Account, run: Run) -> Reply:
        """What went wrong is told to the asker alone; a defect of ours is logged, with nothing that they typed."""
        rooms = self._rooms
        try:
            customs = await rooms.local.customs(ask)
            shared = customs.language or ask.public_locale
            ask = replace(ask, locale=ask.locale or shared, public_locale=shared)
            self._cooldown.spend(ask, customs.slower)
            reply = await run(ask, customs, rooms)
            account.answered(reply)
            # A form can be followed by nothing.
            reply = reply if reply.form else replace(reply, aside=await rooms.local.news(ask))
        except BotError as e:
            account.failed(e)
            reply = notice(Message(e.key, e.values))
        except Exception as e:  # noqa: BLE001 - nobody above would tell the member
            account.failed(e)
            log.error("command failed", name=account.name, **traced(e))  # noqa: TRY400 - a message could hold what was typed
            reply = notice(Message("internal-error"))
        offered = tuple(action for action in reply.actions if action.verb in rooms.actions)
        return replace(reply, actions=offered, locale=(reply.private and ask.locale) or ask.public_locale)


def _declared(name: str, known: Container[str]) -> str:
    return name if name in known else UNKNOWN


async def _run(ask: Ask, customs: Customs, found: Command, values: Mapping[str, Value], rooms: Rooms) -> Reply:
    """The reply; private where the asker, or else their community, wants it so and others would read it."""
    given = await read(found, {name: writable(of) if isinstance(of, str) else of for name, of in values.items()})
    wanted = given.pop(PRIVATE.name, None) if PRIVATE in found.parameters else False
    reply = await found.handler(ask, **given)
    apart = ask.overheard and (customs.private if wanted is None else bool(wanted))
    reply = _confided(reply) if found.confidential or apart else reply
    if reply.vain:
        await rooms.local.missed(ask, reply.vain)
    if not (reply.private or ask.alone):
        rooms.note(ask, found, given)
    return reply


def _command(ask: Ask, name: str, rooms: Rooms) -> Command:
    found = rooms.command(name)
    _admit(ask, found.group)
    return found


def _confided(reply: Reply) -> Reply:
    """The reply for the asker alone, wherever they are."""
    return replace(reply, private=True, confidential=True)


def _group(deed: Deed | None) -> Group | None:
    return deed.group if deed else None


def _admitted(ask: Ask, group: Group | None) -> bool:
    return group is None or group.admits(ask)


def _admit(ask: Ask, group: Group | None) -> None:
    """Refuses who is not of those that a group is for."""
    if group and not group.admits(ask):
        raise NotAllowed("for-moderators" if group.role <= Role.MODERATOR else "for-managers")
