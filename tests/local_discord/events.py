"""What an interaction says about the person, the place and the bot; and what is offered to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .components import JSON
from .exchange import Exchange
from .options import NotOfferedError
from .permissions import may_use
from .places import USE_EXTERNAL_APPS, USUAL_PERMISSIONS, now

if TYPE_CHECKING:
    from .people import User

UPLOAD_LIMIT = 10 * 1024 * 1024
FOR_GUILDS, FOR_PEOPLE = 0, 1


def check_offered(user: User, command: JSON) -> None:
    """Refuse a command that Discord would not show to this person in this place."""
    name, contexts = command["name"], command.get("contexts")
    installs = command.get("integration_types") or [FOR_GUILDS]
    if user.guild is not None and not user.guild.bot and not user.personal:
        raise NotOfferedError("the bot is not in this guild")
    if user.personal and FOR_PEOPLE not in installs:
        raise NotOfferedError(f"{name!r} is not offered to who installed the app alone")
    if contexts is not None and user.context not in contexts:
        raise NotOfferedError(f"{name!r} is not offered in context {user.context}")
    if contexts is None and command.get("dm_permission") is False and user.guild is None:
        raise NotOfferedError(f"{name!r} is not offered in private")
    if user.guild is not None and not may_use(user, user.guild, user.world.bot.id, command):
        needed = command.get("default_member_permissions")
        raise NotOfferedError(f"{name!r} needs permissions {needed}, or is set otherwise")


def owners(user: User) -> dict[str, str]:
    """Who installed the bot so that it is met here: a guild ('0') or a person ('1')."""
    if user.personal:
        return {str(FOR_PEOPLE): str(user.id)}
    return {str(FOR_GUILDS): str(user.guild.id) if user.guild else "0"}


def event(user: User, exchange: Exchange, data: JSON) -> JSON:
    """The INTERACTION_CREATE of this person for this exchange."""
    channel = exchange.channel
    about: JSON = {
        "id": str(exchange.id),
        "application_id": str(user.world.bot.id),
        "type": exchange.kind,
        "token": exchange.token,
        "version": 1,
        "data": data,
        "channel": channel.payload(),
        "channel_id": str(channel.id),
        "locale": user.account.locale,
        "app_permissions": str(channel.allowed()),
        "attachment_size_limit": UPLOAD_LIMIT,
        "entitlements": [],
        "authorizing_integration_owners": exchange.owners,
        "context": user.context,
    }
    if exchange.source is not None:
        about["message"] = exchange.source
    return about | _who(user)


def _who(user: User) -> JSON:
    if user.guild is None:
        return {"user": user.account.payload()}
    member: JSON = {"user": user.account.payload(), "roles": [str(role) for role in user.roles]}
    member |= {"joined_at": now(), "flags": 0, "nick": None, "avatar": None, "pending": False}
    usual = USUAL_PERMISSIONS | (USE_EXTERNAL_APPS if user.guild.external_apps else 0)
    allowed = (user.permissions | usual) & ~user.denied
    member |= {"permissions": str(allowed), "deaf": False, "mute": False}
    about: JSON = {"guild": user.guild.partial(), "guild_id": str(user.guild.id)}
    return about | {"guild_locale": user.guild.locale, "member": member}
