"""What managers set for their community: `/settings`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, get_args

from bot.commands.changed import OF_SETTINGS, chosen_number, taken_back
from bot.commands.daily.zoning import ZONES, zone_meant
from bot.commands.setting_words import NAMES, TYPED, line
from bot.communities import settings
from bot.communities.desk import Desk
from bot.communities.keeper import SETTINGS, State
from bot.communities.settings import LONGEST_PREFIX, PACES, PREFIX, PROPOSERS, Proposers, Settings, prefix_in
from bot.daily.zones import Zones
from bot.dispatch.command import Arg, Group, action, command
from bot.errors import BadInput
from bot.model import Ask, Channel, Message, Role
from bot.reply import Action, Entry, Notice, Reply
from bot.store.ledger import Edit

LANGUAGES = ("nl", "en")
USUAL = "standard"


class Managing:
    """Shows and changes settings; where commands are `typed`, what they begin with too."""

    group = Group("settings", Role.MANAGER)

    def __init__(self, desk: Desk, zones: Zones, *, typed: bool = False) -> None:
        self._desk = desk
        self._zones = zones
        self._names = (*NAMES, TYPED) if typed else NAMES

    @command("", examples=["settings", "settings language=nl"])
    async def settings(  # noqa: PLR0913 - what can be set
        self,
        ask: Ask,
        *,
        language: Annotated[str, Arg(complete="languages")] = "",
        pace: Annotated[str, Arg(complete="paces")] = "",
        propose: Annotated[str, Arg(complete="proposers")] = "",
        timezone: Annotated[str, Arg(complete=ZONES)] = "",
        audit: Channel | None = None,
        prefix: Annotated[str, Arg(typed=True)] = "",
        private: bool | None = None,
    ) -> Reply:
        """Language, time zone, private answers, cooldowns, who may propose topics here, where changes are told.

        Without options it tells what holds now.
        """
        if audit and audit.lacking:
            return _unusable(audit)
        state = await self._desk.state(ask)
        wanted = state.settings
        if audit:
            wanted = replace(wanted, audit=audit.id)
        if language:
            wanted = replace(wanted, language=_one_of("language", language, (*LANGUAGES, USUAL), USUAL))
        if timezone:
            wanted = replace(wanted, timezone=self._zone(wanted, timezone))
        if pace:
            wanted = replace(wanted, pace=_one_of("pace", pace, tuple(PACES)))
        if propose:
            wanted = replace(wanted, propose=_proposers(propose))
        if prefix:
            wanted = replace(wanted, prefix=_prefix(prefix))
        if private is not None:
            wanted = replace(wanted, private=private)
        return await self._set(ask, state, wanted)

    @action("no-audit")
    async def no_audit(self, ask: Ask, target: str, shared: str) -> Reply:
        """Tells changes nowhere any more."""
        state = await self._desk.state(ask)
        return await self._set(ask, state, replace(state.settings, audit=""))

    @action("undo-settings")
    async def undo(self, ask: Ask, target: str, shared: str) -> Reply:
        """Takes back a change of settings."""
        undone = chosen_number(target)
        number = await self._desk.changes.undo(ask, undone, OF_SETTINGS)
        state = await self._desk.state(ask)
        told, again = await taken_back(self._desk, ask, undone, number, "undo-settings")
        return Reply((Notice(told.title), self._shown(state.settings)), (again,), private=True)

    def _zone(self, now: Settings, typed: str) -> str:
        return "" if typed.strip().casefold() == USUAL else zone_meant(self._zones, typed, now.timezone)

    async def _set(self, ask: Ask, state: State, wanted: Settings) -> Reply:
        """Makes settings what somebody wants; tells what they are where that is no change."""
        ways = (Action("no-audit"),) if wanted.audit else ()
        if wanted == state.settings:
            return Reply((self._shown(wanted),), ways, private=True)
        after = settings.written(wanted) or None
        edit = Edit(SETTINGS, SETTINGS, after, state.version(SETTINGS, SETTINGS))
        number = await self._desk.changes.make(ask, "settings", [edit])
        told = Notice(Message("settings-changed", {"number": number}))
        return Reply((told, self._shown(wanted)), (Action("undo-settings", str(number)), *ways), private=True)

    def _shown(self, of: Settings) -> Entry:
        return Entry(Message("settings-heading"), tuple(line(of, name) for name in self._names))


def _unusable(channel: Channel) -> Reply:
    """That the bot cannot post in a channel, and what it would have to be allowed there."""
    lines = tuple(Message("channel-lacking-line", {"permission": Message(name)}) for name in channel.lacking)
    return Reply((Entry(Message("channel-lacking", {"channel": channel}), lines),), private=True)


def _one_of(setting: str, typed: str, known: tuple[str, ...], usual: str | None = None) -> str:
    found = typed.strip().casefold()
    if found not in known:
        raise BadInput("setting-unknown", setting=setting, values=", ".join(known))
    return "" if found == usual else found


def _prefix(typed: str) -> str:
    """What commands are to begin with; BadInput where that could not be told from what people say."""
    found = PREFIX if typed.strip().casefold() == USUAL else prefix_in(typed)
    if found is None:
        raise BadInput("prefix-unusable", most=LONGEST_PREFIX)
    return found


def _proposers(typed: str) -> Proposers:
    found = _one_of("propose", typed, PROPOSERS)
    return next(who for who in get_args(Proposers) if who == found)
