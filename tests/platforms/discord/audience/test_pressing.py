"""What is for some is checked again at every press: permissions and roles may be gone since."""

from __future__ import annotations

import pytest

from tests.platforms.discord.audience.members import ADMINISTRATOR, REFUSED, added, moderator, strike, with_role
from tests.platforms.discord.stage import Stage, altered, button, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.usefixtures("calm")
async def test_a_role_that_was_handed_a_group_uses_its_commands_and_buttons(stage: Stage) -> None:
    role = stage.guild.add_role("archivaris")
    member, stranger = with_role(stage, role), stage.member()
    answer = await added(stage)
    assert await strike(member, answer) == REFUSED

    stage.local.permit(stage.guild, "minutes", {role: True})

    own = await member.slash("minutes add", what="brood")
    assert said(own) == ["Added: brood False"]
    assert len(await member.autocomplete("minutes add", "what", "pet")) > 0
    assert await strike(member, own) == ["Struck: brood"]
    assert await strike(member, answer) == ["Struck: kaas"]
    assert await strike(stranger, answer) == REFUSED


@pytest.mark.usefixtures("calm")
async def test_a_press_is_refused_to_a_member_and_granted_to_a_moderator(stage: Stage) -> None:
    answer = await added(stage)

    refused = await stage.member().press(answer, button(answer, "strike"))

    assert refused.ephemeral
    assert said(refused) == REFUSED
    assert answer.now == answer.message
    assert await strike(moderator(stage), answer) == ["Struck: kaas"]
    assert answer.now != answer.message


@pytest.mark.usefixtures("calm")
async def test_a_press_is_refused_to_those_whose_permission_was_taken_away_since(stage: Stage) -> None:
    somebody, role = moderator(stage), stage.guild.add_role("archivaris")
    handed = with_role(stage, role)
    stage.local.permit(stage.guild, "minutes", {role: True})
    own = await somebody.slash("minutes add", what="kaas")
    assert await strike(somebody, own) == await strike(handed, own) == ["Struck: kaas"]

    somebody.permissions = 0
    stage.local.permit(stage.guild, "minutes", {})

    assert await strike(somebody, own) == REFUSED
    assert await strike(handed, own) == REFUSED


@pytest.mark.usefixtures("calm")
async def test_a_moderator_to_whom_admins_denied_a_group_is_refused_and_an_administrator_never(stage: Stage) -> None:
    somebody, admin = moderator(stage), stage.member(permissions=ADMINISTRATOR)
    own = await somebody.slash("minutes add", what="kaas")

    stage.local.permit(stage.guild, "minutes", {somebody: False, admin: False, admin.channel: False})

    assert await strike(somebody, own) == REFUSED
    assert await strike(admin, own) == ["Struck: kaas"]


@pytest.mark.usefixtures("calm")
async def test_in_private_nobody_is_a_moderator(stage: Stage) -> None:
    bram = stage.local.direct("bram", "nl")
    quoted = await bram.slash("quote", query="kronstadt")
    forged = "t:strike:0/1:4:kaas."

    assert said(await bram.press(altered(quoted, next=forged), forged)) == REFUSED
