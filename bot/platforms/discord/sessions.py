"""The sessions that a process has with Discord at the moment: a client each, one at most for each shard."""

from __future__ import annotations

from collections.abc import Collection

import discord

BITS = 22


class Sessions:
    """Knows which client is told of a server. It outlives the clients."""

    def __init__(self) -> None:
        self._clients: dict[int, discord.Client] = {}

    @property
    def all(self) -> Collection[discord.Client]:
        """The clients of all sessions."""
        return self._clients.values()

    def begin(self, client: discord.Client) -> None:
        """A client has a session."""
        self._clients[client.shard_id or 0] = client

    def end(self, client: discord.Client) -> None:
        """It has none any more."""
        self._clients = {shard: of for shard, of in self._clients.items() if of is not client}

    def of(self, guild: int) -> discord.Client | None:
        """The client that is told of a server, by Discord's own rule; None where its shard has no session here."""
        shards = next((of.shard_count or 1 for of in self.all), 1)
        return self._clients.get((guild >> BITS) % shards)

    def knowing(self, number: str) -> discord.Client | None:
        """The client that knows a server or a channel; any, where none does; None where there is none."""
        wanted = int(number) if number.isdecimal() else 0
        knows = (of for of in self.all if of.get_guild(wanted) or of.get_channel(wanted))
        return next(knows, next(iter(self.all), None))
