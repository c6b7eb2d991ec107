"""What outlives a client: each session has a client of its own, and the service goes on."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.platforms.discord.membership import Membership, Noted
from bot.platforms.recent import Recent


@dataclass(frozen=True, slots=True)
class Lasting:
    """The folder `state`, what was posted of late, and who is told in which servers the bot is."""

    state: Path
    recent: Recent = field(default_factory=Recent)
    membership: Membership = field(default_factory=Noted)
