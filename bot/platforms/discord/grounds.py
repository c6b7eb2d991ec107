"""What the bot may do in the places of a server, and which language the server speaks, as the client knows it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord

from bot.daily.outbox import UNAVAILABLE, Need, RetryAfter
from bot.errors import PlatformUnreachable
from bot.i18n import Languages
from bot.platforms.discord.giving import GONE, OUT_OF_REACH, UNFIT, unfit
from bot.platforms.discord.invitation import (
    CREATE_THREADS,
    MANAGE_ROLES,
    READ_HISTORY,
    SEND,
    SEND_IN_THREADS,
    SEND_POLLS,
    VIEW,
    Permission,
)
from bot.platforms.discord.membership import community_of
from bot.platforms.discord.requests import AWAY_S, InDoubt, Requests
from bot.platforms.discord.signs import ID

OF_NEED: Mapping[Need, tuple[Permission, ...]] = {
    "post": (VIEW, SEND),
    "read-back": (VIEW, READ_HISTORY),
    "thread": (VIEW, CREATE_THREADS, SEND_IN_THREADS),
    "no-thread": (),
    "role": (VIEW, SEND, MANAGE_ROLES),
    "poll": (VIEW, SEND, SEND_POLLS),
}
THREADS = frozenset({10, 11, 12})
NO_SUCH_PLACE = (403, 404)
# What has to be different about a role, by why it is not given.
OF_ROLE: Mapping[str, str] = {GONE: "lacking-role", UNFIT: "lacking-role-fit", OUT_OF_REACH: "lacking-role-below"}
MENTION_ALL = 1 << 17


@dataclass(frozen=True, slots=True)
class Ground:
    """A place in a server that the bot is in: what it may do there, as Discord's number.

    A `thread` has no threads; in a `forum` each post is one, in one that is `tagged` with a tag that people choose.
    `known` is false while Discord tells nothing of the server, as in an outage.
    """

    guild: discord.Guild
    permissions: int
    thread: bool
    known: bool = True
    forum: bool = False
    tagged: bool = False

    def lacks(self, needs: Collection[Need], role: str = "") -> tuple[str, ...]:
        """The names of the permissions that it would need besides, and of what is wrong with the place or the role."""
        needed = dict.fromkeys(permission for need in needs for permission in OF_NEED[need])
        if self.thread:
            needed = dict.fromkeys(SEND_IN_THREADS if of == SEND else of for of in needed)
        if self.thread or self.forum:
            needed.pop(CREATE_THREADS, None)
        nowhere = ("lacking-thread-place",) if self.thread and "thread" in needs else ()
        tags = ("lacking-forum-tags",) if self.tagged and "post" in needs else ()
        # What follows a post there stands in its thread, which a schedule without threads would not look for.
        threads = (UNAVAILABLE,) if self.forum and "no-thread" in needs else ()
        of_role = self._lacks_of(role) if role and "role" in needs else ()
        return (*missing(self.permissions, needed), *nowhere, *tags, *threads, *of_role)

    def _lacks_of(self, role: str) -> tuple[str, ...]:
        """What has to be different about a role that is to be called, and that members are to give themselves."""
        found = self.guild.get_role(int(role)) if ID.fullmatch(role) else None
        reason = unfit(self.guild, role)
        # Of a permission that is missing it was told.
        told = reason == OUT_OF_REACH and not self.permissions >> MANAGE_ROLES.bit & 1
        wrong = (OF_ROLE[reason],) if reason and not told else ()
        heard = found is None or found.mentionable or self.permissions & MENTION_ALL
        return wrong if heard else (*wrong, "lacking-role-mentionable")


def missing(permissions: int, needed: Iterable[Permission]) -> tuple[str, ...]:
    """The names of those that are not among Discord's number."""
    return tuple(of.name for of in needed if not permissions >> of.bit & 1)


class Grounds:
    """Looks into the client's cache; of a thread that it has not, which is one that nobody writes in, Discord tells."""

    def __init__(self, requests: Requests, languages: Languages) -> None:
        self._requests = requests
        self._languages = languages

    async def lacking(
        self, community: str, place: str, needs: Collection[Need], role: str = ""
    ) -> tuple[str, ...] | None:
        """What the bot would have to be allowed in a community's place first; None where it sees no such place.

        PlatformUnreachable where nobody can tell now.
        """
        try:
            ground = await self.ground(place)
        except (RetryAfter, InDoubt, discord.HTTPException, aiohttp.ClientError, OSError) as e:
            raise PlatformUnreachable("discord-unreachable", reason=type(e).__name__) from None
        if ground is None or community_of(ground.guild.id) != community:
            return None
        if not ground.known:
            raise PlatformUnreachable("discord-unreachable", reason="unavailable")
        return ground.lacks(needs, role)

    async def ground(self, place: str) -> Ground | None:
        """A place of a server; None where the bot sees no such place. Raises what `Requests.ask` does."""
        if not ID.fullmatch(place):
            return None
        found = (of.get_channel(int(place)) for of in self._requests.sessions.all)
        channel = next((of for of in found if of), None)
        if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return _ground(channel.guild, channel, thread=isinstance(channel, discord.Thread))
        return await self._asked(place)

    def spoken(self, community: str) -> str:
        """The language of what everybody in a server reads, where nobody has set another."""
        _, _, number = community.rpartition(":")
        client = self._requests.sessions.of(int(number)) if ID.fullmatch(number) else None
        guild = client.get_guild(int(number)) if client else None
        if guild is None or guild.unavailable:
            return self._languages.default
        return self._languages.nearest(guild.preferred_locale.value)

    async def _asked(self, place: str) -> Ground | None:
        async def channel(client: discord.Client) -> Mapping[str, Any]:
            return await client.http.get_channel(int(place))

        try:
            told = await self._requests.ask(place, channel)
        except discord.HTTPException as e:
            if e.status in NO_SUCH_PLACE and e.code:
                return None
            raise
        number = int(told.get("guild_id", 0))
        client = self._requests.sessions.of(number)
        if client is None:
            # Its shard is between sessions, or another process's.
            raise RetryAfter(AWAY_S)
        guild = client.get_guild(number)
        if guild is None:
            return None
        thread = told["type"] in THREADS
        return _ground(guild, guild.get_channel(int((thread and told.get("parent_id")) or place)), thread=thread)


def _ground(guild: discord.Guild, channel: Any, *, thread: bool) -> Ground:  # noqa: ANN401 - one of seven kinds
    if guild.unavailable or guild.me is None:
        return Ground(guild, 0, thread, known=False)
    may = channel.permissions_for(guild.me).value if channel else 0
    forum = isinstance(channel, discord.ForumChannel) and not thread
    return Ground(guild, may, thread, forum=forum, tagged=forum and channel.flags.require_tag)
