from __future__ import annotations

from pathlib import Path

import pytest

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.model import Ask, Role
from tests.platforms.discord.fakes import Listening
from tests.platforms.discord.stage import staged

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

MANAGE_MESSAGES, MANAGE_GUILD, ADMINISTRATOR = 1 << 13, 1 << 5, 1 << 3


async def test_the_commands_are_told_who_asks_and_where(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    listening = Listening(commands)
    async with staged(listening, languages, tmp_path) as stage:
        guild, member = stage.guild, stage.member("en-GB")
        friend = stage.local.direct("bram", "nl")
        await member.slash("help")
        group = stage.local.direct("carla", "nl", group=True)
        await friend.slash("help")
        await group.slash("help")

    assert listening.heard == [
        Ask(
            *("en", "nl", f"discord:{guild.id}", str(guild.channel.id), str(member.id)),
            name=member.account.name.capitalize(),
            overheard=True,
        ),
        Ask(
            "nl", "nl", f"discord:user:{friend.id}", str(friend.channel.id), str(friend.id), name="Bram", communal=False
        ),
        Ask(
            *("nl", "nl", f"discord:user:{group.id}", str(group.channel.id), str(group.id)),
            name="Carla",
            overheard=True,
            communal=False,
        ),
    ]


async def test_a_role_is_what_the_server_permits(commands: Registry, languages: Languages, tmp_path: Path) -> None:
    listening = Listening(commands)
    permissions = (0, MANAGE_MESSAGES, MANAGE_GUILD, ADMINISTRATOR, MANAGE_GUILD | MANAGE_MESSAGES)
    async with staged(listening, languages, tmp_path) as stage:
        for permitted in permissions:
            await stage.member(permissions=permitted).slash("help")

    roles = [ask.role for ask in listening.heard]
    assert roles == [Role.ASKER, Role.MODERATOR, Role.MANAGER, Role.MANAGER, Role.MANAGER]
