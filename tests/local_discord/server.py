"""The life of a local Discord: from a free port of 127.0.0.1 to the end of all sockets."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from . import (
    answer_routes,  # noqa: F401 - they fill the table
    application_routes,  # noqa: F401
    channel_routes,  # noqa: F401
    polls,
    role_routes,  # noqa: F401
    thread_routes,  # noqa: F401
)
from .components import JSON
from .faults import Faults
from .gateway import IDENTIFY, Gateway
from .people import User
from .permissions import setting
from .places import DIRECT, GROUP, USUAL_PERMISSIONS, Account, Channel, Guild
from .record import Record
from .rest import API, Rest
from .starts import Starts
from .world import World

UPLOADS = 25 * 1024 * 1024


class LocalDiscord:
    """A Discord of one's own: REST, gateway, and people who use the bot."""

    def __init__(self, token: str | None = None) -> None:
        self.token = token or f"local.{secrets.token_hex(16)}"
        self.faults = Faults()
        self._world = World(self.token)
        self._record = Record()
        self._gateway = Gateway(self._world)
        self._rest = Rest(self._world, self._record, self.faults)
        self._runner: web.AppRunner | None = None
        self.api_base = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=UPLOADS)
        app.router.add_get("/gateway/", self._gateway.serve)
        app.router.add_route("*", API + "/{path:.*}", self._rest.serve)
        app.router.add_get("/attachments/{path:.*}", self._rest.attachment)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        # A thousand commands at once open a thousand connections at once.
        await web.TCPSite(self._runner, "127.0.0.1", 0, backlog=2048).start()
        host, port = self._runner.addresses[0][:2]
        self.api_base = f"http://{host}:{port}{API}"
        self._world.cdn = f"http://{host}:{port}"
        self._world.gateway_url = f"ws://{host}:{port}/gateway/"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._gateway.refusing = True
        await self._gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def gateway_url(self) -> str:
        """Where clients open their websocket."""
        return self._world.gateway_url

    @property
    def bot(self) -> Account:
        """The bot's account; its id is the application's too."""
        return self._world.bot

    @property
    def shards(self) -> int:
        """How many shards GET /gateway/bot advises."""
        return self._world.shards

    @shards.setter
    def shards(self, number: int) -> None:
        self._world.shards = number

    @property
    def starts(self) -> Starts:
        """How many sessions may be begun, and how fast."""
        return self._world.starts

    @property
    def nonce_s(self) -> float:
        """For how many seconds a message's nonce is remembered."""
        return self._world.nonce_s

    @nonce_s.setter
    def nonce_s(self, seconds: float) -> None:
        self._world.nonce_s = seconds

    @property
    def ahead(self) -> timedelta:
        """How far its clock is ahead of the machine's, as the `Date` of its answers tells; ids go by the machine's."""
        return self._world.ahead

    @ahead.setter
    def ahead(self, ahead: timedelta) -> None:
        self._world.ahead = ahead

    # Guilds and people

    def add_guild(
        self, name: str = "Leesgroep", locale: str = "en-US", *, guild_id: int = 0, bot: bool = True
    ) -> Guild:
        """A guild with one text channel; with `bot=False` one that the bot is not in.

        `guild_id` decides the shard: (guild_id >> 22) % shards.
        """
        guild = Guild(name, self.bot, lambda _event, _payload: None, locale, bot)
        guild.id = guild_id or guild.id
        guild.add_channel("algemeen")
        guild.announce = partial(self._tell, guild)
        self._world.guilds[guild.id] = guild
        self._tell(guild, "GUILD_CREATE", guild.payload())
        return guild

    def remove_guild(self, guild: Guild, *, unavailable: bool = False) -> None:
        """The bot is thrown out, or (`unavailable`) Discord has an outage there."""
        payload: JSON = {"id": str(guild.id)} | ({"unavailable": True} if unavailable else {})
        self._gateway.dispatch("GUILD_DELETE", payload, guild.id)
        guild.available, guild.bot = False, unavailable

    def restore_guild(self, guild: Guild) -> None:
        """The guild is back: after an outage, or because the bot was invited again."""
        # Clients tell a returning guild from a new one by this key.
        payload = guild.payload() | ({"unavailable": False} if guild.bot else {})
        guild.available = guild.bot = True
        self._tell(guild, "GUILD_CREATE", payload)

    def _tell(self, guild: Guild, event: str, payload: JSON) -> None:
        if guild.bot and guild.available:
            self._gateway.dispatch(event, payload, guild.id)

    def permit(self, guild: Guild, command: str | None, allowed: Mapping[Any, bool]) -> None:
        """An admin sets under Integrations who may use a command, or all commands (None), and where.

        `allowed` has people, roles, channels, or the guild for everyone; the bot hears of it.
        """
        number = self.bot.id if command is None else self._id_of(guild, command)
        guild.settings[number] = [setting(thing, allow) for thing, allow in allowed.items()]
        about = {"id": str(number), "application_id": str(self.bot.id), "guild_id": str(guild.id)}
        self._tell(guild, "APPLICATION_COMMAND_PERMISSIONS_UPDATE", about | {"permissions": guild.settings[number]})

    def _id_of(self, guild: Guild, command: str) -> int:
        return next(int(c["id"]) for c in (*guild.commands, *self.commands) if c["name"] == command)

    def member(
        self,
        guild: Guild,
        name: str,
        locale: str = "en-US",
        *,
        permissions: int = 0,
        channel: Channel | None = None,
    ) -> User:
        """A person in a guild. In a guild without the bot it is one who installed the bot alone."""
        account = Account(name, locale)
        user = User(self._world, self._gateway, account, channel or guild.channel, permissions)
        user.personal = not guild.bot
        return user

    def direct(self, name: str, locale: str = "en-US", *, group: bool = False, personal: bool = False) -> User:
        """A person in private with the bot, or in a group of people who brought the bot along."""
        account = Account(name, locale)
        people = [account, Account("friend")] if group else [account]
        channel = Channel("group" if group else "", GROUP if group else DIRECT, recipients=people)
        self._world.private[channel.id] = channel
        user = User(self._world, self._gateway, account, channel, USUAL_PERMISSIONS)
        user.personal = personal or group
        return user

    # What the bot did

    @property
    def commands(self) -> list[JSON]:
        """The global commands, as last registered."""
        return self._world.commands

    @property
    def requests(self) -> list[JSON]:
        """Every REST request: `method`, `path`, `query`, `body`, and the `status` it was given."""
        return self._record.entries

    @property
    def frames(self) -> list[JSON]:
        """Every gateway frame of the clients: `op` and `d`."""
        return self._gateway.frames

    @property
    def identifies(self) -> list[JSON]:
        """What each IDENTIFY said."""
        return [frame["d"] for frame in self.frames if frame["op"] == IDENTIFY]

    def messages(self, channel: Channel | int) -> list[JSON]:
        """The messages that the bot posted in a channel, as they are now; no answers."""
        number = channel if isinstance(channel, int) else channel.id
        found = self._world.channel(number) if isinstance(channel, int) else channel
        posted = found.posted if found is not None else []
        return [self._world.messages[m] for m in posted if m in self._world.messages]

    def message(self, message: JSON | int) -> JSON | None:
        """Any message as it is now, None once it is deleted."""
        number = message if isinstance(message, int) else int(message["id"])
        return self._world.messages.get(number)

    def delete(self, message: JSON) -> None:
        """A moderator deletes a message. Who does not ask for messages' events hears nothing of it."""
        self._world.forget(int(message["id"]))

    def vote(self, message: JSON, answer: int, times: int = 1) -> None:
        """So many people choose an answer of a poll; the first is 1."""
        polls.vote(self._world, message, answer, times)

    def end_poll(self, message: JSON) -> None:
        """The time of a poll is over."""
        polls.end(self._world, message)

    def uploaded(self, name: str) -> bytes:
        """The file that the bot last sent under that name."""
        return self._record.uploads[name]

    def limit_findings(self) -> list[str]:
        """What of the record breaks a limit, of Discord's or of our own; empty when all is well."""
        return self._record.findings()

    def save_record(self, path: str | Path) -> None:
        """Write the record as JSON, for a validator that knows Discord's description."""
        self._record.save(Path(path))

    def forget(self) -> None:
        """Forget what was asked, answered and recorded so far: runs of many commands would fill the memory."""
        self._world.forget_all()
        self._record.entries.clear()
        self._record.uploads.clear()
        self._gateway.forget()

    # Waiting for the bot

    async def ready(self, timeout: float = 10.0, *, shards: int = 1) -> None:
        """Wait until so many sessions are open: READY was sent, or RESUMED."""
        enough = partial(self._connected, shards)
        await self._gateway.changed.until(enough, timeout, f"{shards} ready session(s)")

    def _connected(self, shards: int) -> bool:
        return len(self._gateway.connected) >= shards

    @property
    def connected(self) -> list[int]:
        """The shards that have a session with a living socket, once for each."""
        return sorted(session.shard for session in self._gateway.connected)

    async def commands_synced(self, timeout: float = 10.0, *, times: int = 1) -> None:
        """Wait until the global commands were registered, once since the start or more often."""
        done = partial(self._synced, times)
        await self._world.changed.until(done, timeout, "registration of commands")

    def _synced(self, times: int) -> bool:
        return self._world.syncs >= times

    async def posted(self, channel: Channel, *, times: int = 1, timeout: float = 3.0) -> list[JSON]:
        """Wait until the bot has posted so many messages in a channel."""
        what = f"{times} message(s) in {channel.name!r}"
        await self._world.changed.until(lambda: len(channel.posted) >= times, timeout, what)
        return self.messages(channel)

    async def requested(self, method: str, pattern: str, *, times: int = 1, timeout: float = 3.0) -> list[JSON]:
        """Wait until so many matching requests were answered, whatever the answer."""
        found = partial(self._record.matching, method, pattern)
        what = f"{times} x {method} {pattern}"
        await self._record.grew.until(lambda: len(found()) >= times, timeout, what)
        return found()

    # Mischief at the gateway

    async def drop_gateway(self, code: int | None = None) -> None:
        """Close every websocket with a code, or cut the wires. Clients should resume."""
        await self._gateway.drop(code)

    def ask_to_reconnect(self) -> None:
        """Ask every client to come back with another websocket, as before a gateway is taken down."""
        self._gateway.send_away()

    def end_sessions(self) -> None:
        """Tell every client that its session is over. What happens before it begins another it does not hear of."""
        self._gateway.end_sessions()

    def refuse_connections(self, refuse: bool) -> None:  # noqa: FBT001 - all that it says
        """Refuse new websockets with HTTP 503, or stop doing so."""
        self._gateway.refusing = refuse

    def send_event(self, name: str, payload: JSON) -> None:
        """Send any event to every client, malformed or not."""
        self._gateway.broadcast(name, payload)

    def repeat_event(self, name: str) -> None:
        """Deliver the last event of that name once more."""
        self._gateway.repeat(name)
