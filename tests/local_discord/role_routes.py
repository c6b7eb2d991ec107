"""REST: roles that members have."""

from __future__ import annotations

from .components import JSON
from .places import Guild, Role
from .routing import Call, RefusedError, route
from .world import World

MANAGE_ROLES = 1 << 28


@route("PUT", "/guilds/{guild}/members/{member}/roles/{role}")
def give(world: World, call: Call) -> None:
    """Give a member a role; who has it already keeps it."""
    guild, role = _reached(world, call)
    guild.holders.setdefault(role.id, set()).add(int(call.ids["member"]))


@route("DELETE", "/guilds/{guild}/members/{member}/roles/{role}")
def take(world: World, call: Call) -> None:
    """Take a role off a member, who need not have it."""
    guild, role = _reached(world, call)
    guild.holders.get(role.id, set()).discard(int(call.ids["member"]))


@route("GET", "/guilds/{guild}/roles")
def roles(world: World, call: Call) -> list[JSON]:
    """The roles of a guild."""
    guild = _guild(world, call)
    return [role.payload() for role in guild.all_roles()]


def _guild(world: World, call: Call) -> Guild:
    guild = world.guilds.get(int(call.ids["guild"]))
    if guild is None or not guild.bot:
        raise RefusedError(404, 10004, "Unknown Guild")
    return guild


def _reached(world: World, call: Call) -> tuple[Guild, Role]:
    """A role that the bot may give: one below its own, where it may do so at all."""
    guild = _guild(world, call)
    role = next((of for of in guild.roles if of.id == int(call.ids["role"])), None)
    if role is None:
        raise RefusedError(404, 10011, "Unknown Role")
    if not guild.app_permissions & MANAGE_ROLES or role.managed or role.position >= guild.bot_role.position:
        raise RefusedError(403, 50013, "Missing Permissions")
    return guild, role
