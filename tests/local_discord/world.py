"""What the local Discord knows: guilds, channels, messages, commands, interactions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from .bell import Bell
from .files import File
from .places import EPHEMERAL, JSON, Account, Channel, Guild
from .starts import Starts

if TYPE_CHECKING:
    from .exchange import Exchange


class World:
    """Everything that outlives a client: a restarted bot finds its commands and messages here."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.gateway_url = ""
        self.cdn = ""
        self.shards = 1
        self.starts = Starts()
        self.bot = Account("tegenspraak", bot=True)
        self.owner = Account("owner")
        self.guilds: dict[int, Guild] = {}
        self.private: dict[int, Channel] = {}
        self.commands: list[JSON] = []
        self.syncs = 0
        self.messages: dict[int, JSON] = {}
        self.deleted: set[int] = set()
        self.exchanges: dict[str, Exchange] = {}
        self.files: dict[str, File] = {}
        self.authors: dict[int, Exchange] = {}
        self.changed = Bell()
        # So long a nonce is remembered: "the past few minutes".
        self.nonce_s = 300.0
        self.ahead = timedelta()

    def channel(self, channel_id: int) -> Channel | None:
        """The channel of that id, in a guild that has the bot or in private."""
        for guild in self.guilds.values():
            for channel in guild.channels:
                if channel.id == channel_id:
                    return channel
        return self.private.get(channel_id)

    def written(self, channel: Channel) -> list[JSON]:
        """What stands in a channel for everyone."""
        return [m for m in self.messages.values() if m["channel_id"] == str(channel.id) and not m["flags"] & EPHEMERAL]

    def keep(self, message: JSON, exchange: Exchange | None = None) -> JSON:
        """Hold a message. None is changed in place: what a test holds stays as it was."""
        self.messages[int(message["id"])] = message
        if exchange is not None:
            self.authors[int(message["id"])] = exchange
        self._touch(int(message["id"]))
        return message

    def forget(self, message_id: int) -> None:
        """Delete a message."""
        self.messages.pop(message_id, None)
        self.deleted.add(message_id)
        self._touch(message_id)

    def forget_all(self) -> None:
        """Let go of all messages and interactions; guilds and commands stay."""
        for held in (self.messages, self.exchanges, self.authors, self.deleted, self.files):
            held.clear()

    def _touch(self, message_id: int) -> None:
        if (exchange := self.authors.get(message_id)) is not None:
            exchange.touch()
        self.changed.ring()
