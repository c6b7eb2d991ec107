"""What a platform lends the commands, as far as it can."""

from __future__ import annotations

from dataclasses import dataclass

from bot.commands.auditing import Announcer
from bot.commands.daily.calling import Roles
from bot.commands.daily.excerpt import Spoken
from bot.daily.outbox import Grounds


@dataclass(frozen=True, slots=True)
class Ports:
    """The `announcer` posts what nobody asked for, in the language that is `spoken` in a place.

    The `grounds` tell what the bot may do in a place; `roles` are what members may give themselves. Where commands are
    `typed` among what people say, communities choose what they begin with.
    """

    announcer: Announcer | None = None
    spoken: Spoken | None = None
    grounds: Grounds | None = None
    roles: Roles | None = None
    typed: bool = False


NOWHERE = Ports()
"""Where a platform lends nothing, or tests need nothing."""
