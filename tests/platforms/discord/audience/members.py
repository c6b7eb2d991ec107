"""Who presses the button for moderators, and what they are told."""

from __future__ import annotations

from tests.local_discord import Answer, NotOfferedError, Role, User
from tests.platforms.discord.stage import Stage, button, said

MANAGE_MESSAGES, MANAGE_GUILD, ADMINISTRATOR = 1 << 13, 1 << 5, 1 << 3
REFUSED = ["Dat is voor de moderatoren hier."]


def moderator(stage: Stage) -> User:
    """A member with the permission that groups for moderators ask for."""
    return stage.member(permissions=MANAGE_MESSAGES)


def with_role(stage: Stage, role: Role) -> User:
    """A member with a role, and without that permission."""
    member = stage.member()
    member.roles.append(role.id)
    return member


async def added(stage: Stage) -> Answer:
    """A message with a button for moderators under it."""
    return await moderator(stage).slash("minutes add", what="kaas")


async def strike(who: User, answer: Answer) -> list[str]:
    """What somebody is told who presses the button for moderators."""
    return said(await who.press(answer, button(answer, "strike")))


async def offered(who: User) -> bool:
    """Whether Discord lets somebody use a command of the same group."""
    try:
        await who.slash("minutes remove")
    except NotOfferedError:
        return False
    return True


def asked(stage: Stage) -> int:
    """How often Discord was asked what admins set."""
    return sum(entry["path"].endswith("/commands/permissions") for entry in stage.local.requests)
