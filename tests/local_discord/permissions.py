"""Who may use a command in a guild: its permissions by default, and what admins set under Integrations.

Written from Discord's change log of 2022-11-17: for a place, then for a person, the nearest setting counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .components import JSON
from .places import ADMINISTRATOR, THREADS, Guild

if TYPE_CHECKING:
    from .people import User

ROLE, PERSON, PLACE = 1, 2, 3


@dataclass(frozen=True)
class AllChannels:
    """All channels of a guild, for which Discord has the number before the guild's own."""

    guild: Guild

    @property
    def id(self) -> int:
        """The number."""
        return self.guild.id - 1


def setting(thing: object, allow: bool) -> JSON:  # noqa: FBT001 - all that it says
    """Something that an admin sets: for a person, a role, a channel; for a guild it is everyone."""
    number = int(getattr(thing, "id"))  # noqa: B009 - of whatever has one
    kinds = {"User": PERSON, "Role": ROLE, "Guild": ROLE, "Channel": PLACE, "AllChannels": PLACE}
    return {"id": str(number), "type": kinds[type(thing).__name__], "permission": allow}


def may_use(user: User, guild: Guild, application: int, command: JSON) -> bool:
    """Whether Discord lets a person use a command here."""
    if user.permissions & ADMINISTRATOR:
        return True
    own, all_ = (guild.settings.get(number, []) for number in (int(command["id"]), application))
    if not next((place for rules in (own, all_) for place in _for_place(user, guild, rules)), True):
        return False
    for person in _for_person(user, guild, own):
        return person
    by_default = _has_permissions(user, command)
    return by_default and next(_for_person(user, guild, all_), True)


def _for_place(user: User, guild: Guild, rules: list[JSON]) -> Iterator[bool]:
    """What applies to the channel, the nearest setting first."""
    channel = user.channel.parent if user.channel.kind in THREADS and user.channel.parent else user.channel
    for number in (channel.id, guild.id - 1):
        yield from (rule["permission"] for rule in rules if (rule["type"], int(rule["id"])) == (PLACE, number))


def _for_person(user: User, guild: Guild, rules: list[JSON]) -> Iterator[bool]:
    """What applies to the person, the nearest setting first; among roles a permission comes before a denial."""
    people = [(PERSON, [user.id]), (ROLE, [r for r in user.roles if r != guild.id]), (ROLE, [guild.id])]
    for kind, numbers in people:
        found = [r["permission"] for r in rules if r["type"] == kind and int(r["id"]) in numbers]
        yield from sorted(found, reverse=True)


def _has_permissions(user: User, command: JSON) -> bool:
    needed = command.get("default_member_permissions")
    # '0' is for administrators only.
    return needed is None or (int(needed) != 0 and not int(needed) & ~user.permissions)
