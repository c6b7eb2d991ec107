"""Accounts, roles, channels and guilds, and how Discord describes them."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

JSON = dict[str, Any]
Announce = Callable[[str, JSON], None]

DISCORD_EPOCH = 1_420_070_400_000
VIEW_CHANNEL, SEND_MESSAGES, READ_MESSAGE_HISTORY = 1 << 10, 1 << 11, 1 << 16
# See, write, embed, attach, read back, use commands, write in threads: a sensible invitation.
USUAL_PERMISSIONS = VIEW_CHANNEL | SEND_MESSAGES | 1 << 14 | 1 << 15 | READ_MESSAGE_HISTORY | 1 << 31 | 1 << 38
ADMINISTRATOR = 1 << 3
USE_EXTERNAL_APPS = 1 << 50
EPHEMERAL, LOADING, COMPONENTS_V2 = 64, 128, 32768
TEXT, DIRECT, GROUP, NEWS, FORUM, THREADS = 0, 1, 3, 5, 15, (10, 11, 12)
NEWS_THREAD, PUBLIC_THREAD = 10, 11

_serial = itertools.count(1)


def snowflake() -> int:
    """A fresh id that decodes to this moment: discord.py reads the age of things from their id."""
    milliseconds = int(time.time() * 1000) - DISCORD_EPOCH
    return milliseconds << 22 | next(_serial) & 0x3FFFFF


def made(number: int) -> float:
    """When an id was given, in seconds since 1970."""
    return ((number >> 22) + DISCORD_EPOCH) / 1000


def now() -> str:
    """The moment as Discord writes it."""
    return datetime.now(UTC).isoformat()


@dataclass
class Account:
    """Somebody with a name: a person or the bot."""

    name: str
    locale: str = "en-US"
    bot: bool = False
    id: int = field(default_factory=snowflake)

    def payload(self) -> JSON:
        """The account as a user object."""
        return {
            "id": str(self.id),
            "username": self.name,
            "discriminator": "0",
            "global_name": None if self.bot else self.name.capitalize(),
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass(eq=False)
class Role:
    """A role of a guild, to be given as an option or chosen in a menu. Those of a higher `position` stand above it."""

    name: str
    permissions: int = 0
    position: int = 1
    mentionable: bool = False
    managed: bool = False
    id: int = field(default_factory=snowflake)

    def payload(self) -> JSON:
        """The role as a role object."""
        colours = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": 0,
            "colors": colours,
            "hoist": False,
            "managed": self.managed,
            "mentionable": self.mentionable,
            "flags": 0,
        }


@dataclass(eq=False)
class Channel:
    """A place for messages. `app_permissions`, once set, is all that the bot may do here."""

    name: str
    kind: int = TEXT
    guild: Guild | None = None
    parent: Channel | None = None
    recipients: list[Account] = field(default_factory=list)
    app_permissions: int | None = None
    id: int = field(default_factory=snowflake)
    posted: list[int] = field(default_factory=list)
    nonces: dict[str, int] = field(default_factory=dict)
    flags: int = 0
    lasts: int = 1440
    archived: bool = False
    overwrites: list[JSON] = field(default_factory=list)

    def allowed(self) -> int:
        """What the bot may do here, as Discord counts it."""
        if self.app_permissions is not None:
            return self.app_permissions
        if self.parent is not None:
            return self.parent.allowed()
        return self.guild.app_permissions if self.guild else USUAL_PERMISSIONS

    def payload(self) -> JSON:
        """The channel as a channel object, permissions of the bot included."""
        base: JSON = {"id": str(self.id), "type": self.kind, "last_message_id": None, "flags": self.flags}
        if self.guild is None:
            base["recipients"] = [person.payload() for person in self.recipients]
            if self.kind == GROUP:
                base |= {"name": self.name, "owner_id": str(self.recipients[0].id), "icon": None}
            return base
        base |= {"name": self.name, "guild_id": str(self.guild.id), "nsfw": False, "position": 0}
        base |= {"permissions": str(self.allowed()), "rate_limit_per_user": 0, "topic": None}
        base |= {"parent_id": str(self.parent.id) if self.parent else None}
        return base | (self._thread() if self.kind in THREADS else self._overwrites(self.guild))

    def _overwrites(self, guild: Guild) -> JSON:
        if self.app_permissions is None:
            return {"permission_overwrites": self.overwrites}
        denied = guild.app_permissions & ~self.app_permissions
        everyone = {"id": str(guild.id), "type": 0, "allow": str(self.app_permissions)}
        return {"permission_overwrites": [everyone | {"deny": str(denied)}, *self.overwrites]}

    def _thread(self) -> JSON:
        lasting: JSON = {"archived": self.archived, "auto_archive_duration": self.lasts, "locked": False}
        lasting |= {"archive_timestamp": now(), "create_timestamp": now()}
        counts: JSON = {"message_count": 0, "member_count": 1, "total_message_sent": 0}
        owner = self.recipients[0].id if self.recipients else self.id
        return counts | {"owner_id": str(owner), "thread_metadata": lasting}


@dataclass(eq=False)
class Guild:
    """A server. With `bot=False` the bot is not in it, unless a person brought it along.

    Without `external_apps` a bot that somebody brought along is heard by them alone.
    """

    name: str
    bot_account: Account
    announce: Announce
    locale: str = "en-US"
    bot: bool = True
    external_apps: bool = True
    id: int = field(default_factory=snowflake)
    app_permissions: int = USUAL_PERMISSIONS
    available: bool = True
    channels: list[Channel] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    commands: list[JSON] = field(default_factory=list)
    settings: dict[int, list[JSON]] = field(default_factory=dict)
    bot_role: Role = field(default_factory=lambda: Role("tegenspraak", position=5, managed=True))
    holders: dict[int, set[int]] = field(default_factory=dict)

    @property
    def channel(self) -> Channel:
        """The first text channel."""
        return self.channels[0]

    def add_channel(self, name: str, *, kind: int = TEXT, app_permissions: int | None = None) -> Channel:
        """A further channel; connected clients hear of it."""
        channel = Channel(name, kind, self, app_permissions=app_permissions)
        self.channels.append(channel)
        self.announce("CHANNEL_CREATE", channel.payload())
        return channel

    def remove_channel(self, channel: Channel) -> None:
        """A channel is deleted; connected clients hear of it."""
        self.channels.remove(channel)
        self.announce("CHANNEL_DELETE", channel.payload())

    def permit_bot(self, channel: Channel, permissions: int) -> None:
        """Somebody changes what the bot may do in a channel; connected clients hear of it."""
        channel.app_permissions = permissions
        self.announce("CHANNEL_UPDATE", channel.payload())

    def add_thread(self, name: str, parent: Channel | None = None) -> Channel:
        """A public thread under `parent`; connected clients hear of it."""
        return self.open_thread(Channel(name, PUBLIC_THREAD, self, parent or self.channel, [self.bot_account]))

    def open_thread(self, thread: Channel) -> Channel:
        """A thread is there; connected clients hear of it."""
        self.channels.append(thread)
        self.announce("THREAD_CREATE", thread.payload() | {"newly_created": True})
        return thread

    def put_aside(self, thread: Channel) -> None:
        """Nobody wrote in a thread for long; connected clients hear of it."""
        thread.archived = True
        self.announce("THREAD_UPDATE", thread.payload())

    def add_role(self, name: str, permissions: int = 0, **about: Any) -> Role:  # noqa: ANN401 - as of a role
        """A role; connected clients hear of it."""
        role = Role(name, permissions, **about)
        self.roles.append(role)
        self.announce("GUILD_ROLE_CREATE", {"guild_id": str(self.id), "role": role.payload()})
        return role

    def all_roles(self) -> list[Role]:
        """The roles, with everybody's and the bot's own."""
        everyone = Role("@everyone", self.app_permissions, position=0, id=self.id)
        return [everyone, self.bot_role, *self.roles]

    def permit_bot_here(self, permissions: int) -> None:
        """Somebody changes what the bot may do in the whole guild; connected clients hear of it."""
        self.app_permissions = permissions
        everyone = self.all_roles()[0].payload()
        self.announce("GUILD_ROLE_UPDATE", {"guild_id": str(self.id), "role": everyone})

    def overwrite(self, channel: Channel, role: Role, *, allow: int = 0, deny: int = 0) -> None:
        """In a channel a role may do more, or less; connected clients hear of it."""
        channel.overwrites.append({"id": str(role.id), "type": 0, "allow": str(allow), "deny": str(deny)})
        self.announce("CHANNEL_UPDATE", channel.payload())

    def partial(self) -> JSON:
        """What an interaction says about its guild."""
        return {"id": str(self.id), "locale": self.locale, "features": []}

    def payload(self) -> JSON:
        """The guild as GUILD_CREATE brings a new one, with only the bot as member."""
        places = [channel for channel in self.channels if channel.kind not in THREADS]
        threads = [channel for channel in self.channels if channel.kind in THREADS]
        me: JSON = {"user": self.bot_account.payload(), "roles": [str(self.bot_role.id)], "flags": 0, "nick": None}
        me |= {"joined_at": now(), "deaf": False, "mute": False}
        nothing = ("emojis", "stickers", "presences", "voice_states", "stage_instances")
        more = ("guild_scheduled_events", "soundboard_sounds")
        levels = ("verification_level", "default_message_notifications", "nsfw_level", "mfa_level")
        return {
            **self.partial(),
            **{key: [] for key in (*nothing, *more)},
            **dict.fromkeys((*levels, "explicit_content_filter", "premium_tier"), 0),
            "name": self.name,
            "icon": None,
            "owner_id": str(self.id),
            "preferred_locale": self.locale,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "afk_channel_id": None,
            "afk_timeout": 300,
            "joined_at": now(),
            "large": False,
            "member_count": 2,
            "members": [me],
            "roles": [role.payload() for role in self.all_roles()],
            "channels": [channel.payload() for channel in places],
            "threads": [thread.payload() for thread in threads],
        }
