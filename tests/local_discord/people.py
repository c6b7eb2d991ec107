"""A person who acts: types commands, presses buttons, fills in modals, and sees the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from . import options
from .components import BUTTON, JSON, LINK, SELECTS, find
from .events import check_offered, event, owners
from .exchange import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    DEFER,
    DEFER_UPDATE,
    MODAL_SUBMIT,
    Answer,
    Exchange,
)
from .gateway import Gateway
from .messages import build
from .options import NotOfferedError
from .places import EPHEMERAL, Account, Channel, Guild
from .world import World

PATIENCE = 3.0  # Discord waits so long for the first answer, and so do tests unless told otherwise.
IN_GUILD, WITH_BOT, IN_PRIVATE = 0, 1, 2
MENU_OF_USER, MENU_OF_MESSAGE = 2, 3


@dataclass(eq=False)
class User:
    """A person in a channel. `channel`, `permissions`, `denied` and `roles` may be changed between actions.

    `permissions` are those beyond what everyone has, `denied` those of everyone's that this person lacks here.
    """

    world: World
    gateway: Gateway
    account: Account
    channel: Channel
    permissions: int = 0
    denied: int = 0
    roles: list[int] = field(default_factory=list)
    personal: bool = False

    @property
    def id(self) -> int:
        """The id of the account."""
        return self.account.id

    @property
    def guild(self) -> Guild | None:
        """The guild in which this person acts, None in private."""
        return self.channel.guild

    @property
    def context(self) -> int:
        """Where Discord says that the person acts: guild, private with the bot, other private."""
        if self.guild is not None:
            return IN_GUILD
        return WITH_BOT if self.channel.kind == 1 else IN_PRIVATE

    async def slash(self, name: str, /, *, timeout: float = PATIENCE, settle: bool = True, **given: object) -> Answer:
        """Run a slash command ('topic add' for a subcommand) and wait for the answer.

        A deferred answer is waited for as well, unless `settle` is false.
        """
        command, way = self._command(name)
        resolved: JSON = {}
        offered = (way[-1] if way else command).get("options") or []
        filled = options.fill([o for o in offered if o["type"] > 2], given, resolved)
        data = self._data(command) | {"options": options.nest(way, filled)}
        self._hand_over(resolved)
        data |= {"resolved": resolved} if resolved else {}
        return await self._act(self._open(COMMAND, timeout), data, f"/{name}", settle=settle)

    async def autocomplete(
        self,
        name: str,
        option: str,
        typed: str,
        *,
        others: Mapping[str, object] | None = None,
        timeout: float = PATIENCE,
    ) -> list[JSON]:
        """What is offered while `typed` stands in `option`, `others` being filled in already."""
        command, way = self._command(name)
        offered = (way[-1] if way else command).get("options") or []
        focus = next((o for o in offered if o["name"] == option), None)
        if focus is None or not focus.get("autocomplete"):
            raise NotOfferedError(f"/{name} completes no option {option!r}")
        wanted = others or {}
        filled = options.fill([o for o in offered if o["name"] in wanted], wanted, {})
        filled.append({"name": option, "type": focus["type"], "value": typed, "focused": True})
        data = self._data(command) | {"options": options.nest(way, filled)}
        what = f"autocomplete of {option!r} of /{name}"
        return (await self._act(self._open(AUTOCOMPLETE, timeout), data, what, settle=True)).choices

    async def message_menu(
        self,
        name: str,
        message: Answer | JSON,
        *,
        timeout: float = PATIENCE,
        settle: bool = True,
    ) -> Answer:
        """Choose an entry in the menu of a message."""
        target = self._message(message)
        data = self._data(self._menu(name, MENU_OF_MESSAGE))
        data |= {"target_id": target["id"], "resolved": {"messages": {target["id"]: target}}}
        return await self._act(self._open(COMMAND, timeout), data, f"menu {name!r}", settle=settle)

    async def user_menu(self, name: str, person: User, *, timeout: float = PATIENCE, settle: bool = True) -> Answer:
        """Choose an entry in the menu of a person."""
        resolved: JSON = {}
        data = self._data(self._menu(name, MENU_OF_USER))
        data |= {"target_id": options.resolve(person, resolved), "resolved": resolved}
        return await self._act(self._open(COMMAND, timeout), data, f"menu {name!r}", settle=settle)

    async def press(
        self,
        message: Answer | JSON,
        custom_id: str,
        *,
        timeout: float = PATIENCE,
        settle: bool = True,
    ) -> Answer:
        """Press a button of a message, which may be from any earlier run of the bot.

        After an acknowledgement (6) an edit or follow-up is waited for; a bot that leaves it at
        the acknowledgement needs `settle=False`.
        """
        source = self._message(message)
        button = self._component(source, custom_id, {BUTTON})
        if button.get("style") == LINK:
            raise NotOfferedError(f"{custom_id!r} is a link")
        data = {"custom_id": custom_id, "component_type": BUTTON, "id": button.get("id") or 1}
        return await self._act(self._open(COMPONENT, timeout, source), data, f"press {custom_id!r}", settle=settle)

    async def choose(
        self,
        message: Answer | JSON,
        custom_id: str,
        values: Iterable[object],
        *,
        timeout: float = PATIENCE,
        settle: bool = True,
    ) -> Answer:
        """Choose in a select menu: strings, or people, channels and roles."""
        source = self._message(message)
        select = self._component(source, custom_id, SELECTS)
        resolved: JSON = {}
        data = {"custom_id": custom_id, "component_type": select["type"], "id": select["id"]}
        data |= {"values": options.choose(select, values, resolved)}
        data |= {"resolved": resolved} if resolved else {}
        return await self._act(self._open(COMPONENT, timeout, source), data, f"choose {custom_id!r}", settle=settle)

    async def submit(
        self,
        opened: Answer,
        given: Mapping[str, object],
        *,
        timeout: float = PATIENCE,
        settle: bool = True,
    ) -> Answer:
        """Submit a modal: text or values by custom_id; the rest keeps what the bot filled in.

        Of the message that it was opened from, Discord tells what it says by now.
        """
        modal = opened.modal
        if opened.exchange.account is not self.account:
            raise NotOfferedError("that modal was opened by somebody else")
        resolved: JSON = {}
        data: JSON = {"custom_id": modal["custom_id"]}
        data |= {"components": options.submission(modal, given, resolved)}
        data |= {"resolved": resolved} if resolved else {}
        what, source = f"submit {modal['custom_id']!r}", opened.exchange.source
        source = self.world.messages.get(int(source["id"]), source) if source else None
        return await self._act(self._open(MODAL_SUBMIT, timeout, source), data, what, settle=settle)

    def say(self, content: str) -> JSON:
        """Write a message of one's own. No bot hears of it: that takes intents nobody asks for."""
        return self.world.keep(build(self.channel, self.account, {"content": content}))

    def _command(self, name: str) -> tuple[JSON, list[JSON]]:
        own = self.guild.commands if self.guild else []
        command, way = options.descend([*self.world.commands, *own], name)
        check_offered(self, command)
        return command, way

    def _menu(self, name: str, kind: int) -> JSON:
        own = self.guild.commands if self.guild else []
        menus = [c for c in (*self.world.commands, *own) if c["type"] == kind]
        for command in menus:
            if command["name"] == name:
                check_offered(self, command)
                return command
        raise NotOfferedError(f"no menu {name!r}; there are: {[menu['name'] for menu in menus]}")

    def _hand_over(self, resolved: JSON) -> None:
        """Has the files served, and described with their addresses."""
        files = resolved.get("attachments") or {}
        self.world.files |= {file.path: file for file in files.values()}
        files.update({number: file.payload(self.world.cdn) for number, file in files.items()})

    def _data(self, command: JSON) -> JSON:
        data = {"id": command["id"], "name": command["name"], "type": command["type"]}
        return data | ({"guild_id": command["guild_id"]} if command.get("guild_id") else {})

    def _message(self, given: Answer | JSON) -> JSON:
        held = given.message if isinstance(given, Answer) else given
        if int(held["id"]) in self.world.deleted:
            raise NotOfferedError("that message was deleted")
        known = self.world.messages.get(int(held["id"]))
        return known if known is not None else self.world.keep(held)

    def _component(self, message: JSON, custom_id: str, kinds: set[int]) -> JSON:
        owner = (message.get("interaction_metadata") or {}).get("user") or {}
        if message["flags"] & EPHEMERAL and owner.get("id") != str(self.id):
            raise NotOfferedError("that message is for somebody else's eyes only")
        component = find(message["components"], custom_id)
        if component is None or component["type"] not in kinds:
            raise NotOfferedError(f"the message has no {custom_id!r} to press or choose from")
        if component.get("disabled"):
            raise NotOfferedError(f"{custom_id!r} is disabled")
        return component

    def _open(self, kind: int, patience: float, source: JSON | None = None) -> Exchange:
        place = self.world.channel(int(source["channel_id"])) if source else None
        exchange = Exchange(kind, self.account, place or self.channel, patience, source)
        exchange.owners = owners(self)
        self.world.exchanges[exchange.token] = exchange
        return exchange

    async def _act(self, exchange: Exchange, data: JSON, what: str, *, settle: bool) -> Answer:
        guild_id = self.guild.id if self.guild and self.guild.bot else None
        self.gateway.dispatch("INTERACTION_CREATE", event(self, exchange, data), guild_id)
        bell, patience = exchange.bell, exchange.patience
        await bell.until(lambda: exchange.callback is not None, patience, what)
        if settle and exchange.callback_kind in (DEFER, DEFER_UPDATE):
            await bell.until(exchange.settled, patience, f"deferred answer to {what}")
        return Answer(self.world, exchange)
