"""REST: the bot itself, the gateway's address, and its registered commands."""

from __future__ import annotations

from .command_limits import command_findings
from .components import JSON
from .places import Account, Channel, Guild, snowflake
from .routing import Call, RefusedError, errors, route
from .world import World


@route("GET", "/users/@me")
def me(world: World, _call: Call) -> JSON:
    """The bot's own account."""
    return world.bot.payload() | {"verified": True, "mfa_enabled": False, "locale": "en-US"}


@route("POST", "/users/@me/channels")
def open_direct(world: World, call: Call) -> JSON:
    """The private channel with a person; a stranger gets a new one."""
    wanted = int(call.object["recipient_id"])
    for channel in world.private.values():
        if [person.id for person in channel.recipients] == [wanted]:
            return channel.payload()
    channel = Channel("", 1, recipients=[Account("stranger", id=wanted)])
    world.private[channel.id] = channel
    return channel.payload()


@route("GET", "/gateway", bot_only=False)
def gateway(world: World, _call: Call) -> JSON:
    """Where the gateway is."""
    return {"url": world.gateway_url}


@route("GET", "/gateway/bot")
def gateway_bot(world: World, _call: Call) -> JSON:
    """Where the gateway is, how many shards are advised, and how many sessions may be begun."""
    return {"url": world.gateway_url, "shards": world.shards, "session_start_limit": world.starts.limit()}


@route("GET", "/applications/@me")
@route("GET", "/oauth2/applications/@me")
def application(world: World, _call: Call) -> JSON:
    """The application that the bot belongs to; its id is the bot's."""
    return {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": world.owner.payload(),
        "team": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "interactions_endpoint_url": None,
        "approximate_guild_count": len(world.guilds),
    }


@route("GET", "/applications/{application}/commands")
def read_commands(world: World, _call: Call) -> list[JSON]:
    """The global commands."""
    return world.commands


@route("PUT", "/applications/{application}/commands")
def write_commands(world: World, call: Call) -> list[JSON]:
    """Replace all global commands; who keeps its name keeps its id."""
    world.commands[:] = _registered(world, call.body, world.commands)
    world.syncs += 1
    world.changed.ring()
    return world.commands


@route("GET", "/applications/{application}/guilds/{guild}/commands")
def read_guild_commands(world: World, call: Call) -> list[JSON]:
    """The commands of one guild."""
    return _guild(world, call).commands


@route("PUT", "/applications/{application}/guilds/{guild}/commands")
def write_guild_commands(world: World, call: Call) -> list[JSON]:
    """Replace all commands of one guild."""
    guild = _guild(world, call)
    added = _registered(world, call.body, guild.commands)
    guild.commands[:] = [command | {"guild_id": str(guild.id)} for command in added]
    world.changed.ring()
    return guild.commands


@route("GET", "/applications/{application}/guilds/{guild}/commands/permissions")
def read_all_permissions(world: World, call: Call) -> list[JSON]:
    """What admins of a guild set for commands, and for the application as a whole under its own id."""
    guild = _guild(world, call)
    return [_permissions(world, guild, number) for number in guild.settings]


@route("GET", "/applications/{application}/guilds/{guild}/commands/{command}/permissions")
def read_permissions(world: World, call: Call) -> JSON:
    """What admins of a guild set for one command; refused where they set nothing."""
    guild = _guild(world, call)
    if int(call.ids["command"]) not in guild.settings:
        raise RefusedError(404, 10066, "Unknown application command permissions")
    return _permissions(world, guild, int(call.ids["command"]))


def _permissions(world: World, guild: Guild, number: int) -> JSON:
    about = {"id": str(number), "application_id": str(world.bot.id), "guild_id": str(guild.id)}
    return about | {"permissions": guild.settings[number]}


def _guild(world: World, call: Call) -> Guild:
    guild = world.guilds.get(int(call.ids["guild"]))
    if guild is None or not guild.bot:
        raise RefusedError(403, 50001, "Missing Access")
    return guild


def _registered(world: World, wanted: object, before: list[JSON]) -> list[JSON]:
    if not isinstance(wanted, list):
        raise RefusedError(400, 50035, "Invalid Form Body")
    found = {str(max(place, 0)): errors(texts) for place, texts in command_findings(wanted).items()}
    if found:
        raise RefusedError(400, 50035, "Invalid Form Body", found)
    known = {(command["type"], command["name"]): command["id"] for command in before}
    return [_command(world, command, known) for command in wanted]


def _command(world: World, wanted: JSON, known: dict[tuple[int, str], str]) -> JSON:
    kind = wanted.get("type") or 1
    number = known.get((kind, wanted["name"])) or str(snowflake())
    fixed = {"id": number, "application_id": str(world.bot.id), "type": kind}
    return {"description": "", "options": []} | wanted | fixed | {"version": str(snowflake())}
