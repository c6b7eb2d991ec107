"""Reads from a message who asks, where, and with which rights."""

from __future__ import annotations

from bot.library.question import clean
from bot.model import Ask, Role, private_community
from bot.platforms.matrix.power import role
from bot.platforms.matrix.rooms import PLATFORM, Room, community_of


def ask_of(member: str, name: str, room: Room, home: Room | None, locale: str) -> Ask:
    """Who asks in a room, as the commands know them. `home` is what the community is called after; None in private.

    Nobody's own language is known here: `locale` is that of communities that chose none. Who moderates a space
    moderates what it owns, in whichever of its rooms.
    """
    return Ask(
        locale="",
        public_locale=locale,
        community=community_of(home) if home else private_community(PLATFORM, member),
        place=room.id,
        member=member,
        role=role(member, home.creation, home.power) if home else Role.ASKER,
        alone=home is None,
        name=clean(name) or member,
        overheard=home is not None,
        communal=home is not None,
    )
