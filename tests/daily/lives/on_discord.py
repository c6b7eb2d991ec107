"""Lives on a local Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import get_args

from tests.daily.lives.faults import Script, going_wrong
from tests.daily.lives.there import Place
from tests.local_discord import Channel, LocalDiscord
from tests.local_discord.faults import Scope

GUILDS = 2


class OnDiscord:
    """A local Discord with channels."""

    # What stands there last, whether a post does, to take it.
    requests: Mapping[str, tuple[str, str]] = {
        "anchor": ("GET", r"^/channels/\d+$"),
        "find": ("GET", r"^/channels/\d+/messages\?"),
        "send": ("POST", r"^/channels/\d+/messages$"),
    }
    wrong: Mapping[str, Script] = going_wrong(*get_args(Scope))

    def __init__(self, local: LocalDiscord, channels: Sequence[Channel]) -> None:
        self.local = local
        self.channels = channels
        self.faults = local.faults
        self.places: Sequence[Place] = [place_of(of) for of in channels]

    @property
    def environment(self) -> Mapping[str, str]:
        """Its address, and a token for it."""
        return {
            "TEGENSPRAAK_DISCORD_TOKEN": self.local.token,
            "TEGENSPRAAK_DISCORD_API_BASE": self.local.api_base,
            "TEGENSPRAAK_DISCORD_GATEWAY": self.local.gateway_url,
        }

    @property
    def ways(self) -> Sequence[Callable[[float], Awaitable[None]]]:
        """Its gateway drops the bot, and it lets nobody in for some time."""
        return self._dropped, self._refused

    async def _dropped(self, seconds: float) -> None:
        await self.local.drop_gateway(4000)

    async def _refused(self, seconds: float) -> None:
        self.local.refuse_connections(True)
        await self.local.drop_gateway()
        await asyncio.sleep(seconds)
        self.local.refuse_connections(False)

    def sending(self, place: Place) -> tuple[str, str]:
        """What a post is sent by."""
        return "POST", f"^/channels/{place.place}/messages$"

    def reading(self, place: Place) -> tuple[str, str]:
        """What is asked to find a post again."""
        return "GET", f"^/channels/{place.place}(/messages)?$"

    async def ready(self) -> None:
        """Waits until the bot is there."""
        await self.local.ready()

    async def standing(self) -> list[tuple[str, str]]:
        """The messages of the channels."""
        return [(of["id"], of["nonce"]) for channel in self.channels for of in self.local.messages(channel)]


def place_of(channel: Channel) -> Place:
    """A channel as a place."""
    assert channel.guild
    return Place(f"discord:{channel.guild.id}", str(channel.id))


@asynccontextmanager
async def discord(channels: int) -> AsyncIterator[OnDiscord]:
    """A local Discord with so many channels."""
    async with LocalDiscord() as local:
        # It is as if it were later than Discord remembers.
        local.nonce_s = 0.0
        guilds = [local.add_guild("Leesgroep", "nl") for _ in range(GUILDS)]
        yield OnDiscord(local, [guilds[number % GUILDS].add_channel(f"c{number}") for number in range(channels)])
