"""What outlives a client: each session has a client of its own, and the service goes on."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.cards.drawing import Cards
from bot.platforms.discord.announcing import Announcements
from bot.platforms.discord.leading import Alone, Leading
from bot.platforms.discord.membership import Membership, Noted
from bot.platforms.discord.requests import Requests
from bot.platforms.recent import Recent


@dataclass(frozen=True, slots=True)
class Lasting:
    """The folder `state`, what was posted of late, who is told in which servers the bot is, what draws `cards`.

    And what is still to be posted in channels, what else the bot asks of Discord by itself, and whether this process
    is to answer, where several are connected for one shard.
    """

    state: Path
    recent: Recent = field(default_factory=Recent)
    membership: Membership = field(default_factory=Noted)
    cards: Cards = field(default_factory=Cards)
    announcements: Announcements = field(default_factory=Announcements)
    requests: Requests = field(default_factory=Requests)
    leading: Leading = field(default_factory=Alone)
