"""A press is decided as Discord decides commands, whatever admins set for members, roles and channels."""

from __future__ import annotations

import pytest

from tests.local_discord import AllChannels
from tests.platforms.discord.audience.members import ADMINISTRATOR, MANAGE_MESSAGES, REFUSED, offered, strike
from tests.platforms.discord.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

# What is set for the command and for the application as a whole, in words: who, and whether they may.
SET = [
    ({"member": True}, {}, True),
    ({"role": True, "other": False}, {}, True),
    ({"role": False}, {}, False),
    ({"member": False, "role": True}, {}, False),
    ({"everyone": False}, {}, False),
    ({"everyone": False, "role": True}, {}, True),
    ({"everyone": True}, {}, True),
    ({"channel": False, "member": True}, {}, False),
    ({"channels": False, "channel": True, "role": True}, {}, True),
    ({"channels": False, "role": True}, {}, False),
    ({}, {"role": True}, None),
    ({}, {"role": False}, False),
    ({}, {"everyone": False}, False),
    ({}, {"everyone": False, "member": True}, None),
    ({"role": True}, {"everyone": False}, True),
    ({}, {"channel": False}, False),
    ({"channel": True}, {"channels": False}, None),
    ({"member": True}, {"channels": False, "channel": True}, True),
    ({"other": True}, {}, None),
    ({}, {}, None),
]


@pytest.mark.usefixtures("calm")
@pytest.mark.parametrize("permissions", [0, MANAGE_MESSAGES])
@pytest.mark.parametrize(("command", "application", "may"), SET)
async def test_a_press_is_decided_as_discord_decides_commands(
    stage: Stage,
    command: dict[str, bool],
    application: dict[str, bool],
    may: bool | None,  # noqa: FBT001 - None: as the permissions say
    permissions: int,
) -> None:
    roles = {name: stage.guild.add_role(name) for name in ("role", "other")}
    who = stage.member(permissions=permissions)
    who.roles = [role.id for name, role in roles.items() if name == "role" or may is not None]
    everywhere = {"everyone": stage.guild, "channels": AllChannels(stage.guild), "channel": who.channel}
    named = {"member": who, **roles, **everywhere}
    stage.local.permit(stage.guild, "minutes", {named[name]: allow for name, allow in command.items()})
    stage.local.permit(stage.guild, None, {named[name]: allow for name, allow in application.items()})
    expected = bool(permissions) if may is None else may

    for channel in (who.channel, stage.guild.add_thread("draad")):
        author = stage.member(permissions=ADMINISTRATOR)
        author.channel = who.channel = channel
        answer = await author.slash("minutes add", what="kaas")

        assert (await strike(who, answer) != REFUSED) == expected
        assert await offered(who) == expected
