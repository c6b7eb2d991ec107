"""How often Discord is asked what admins set, and what counts where it does not tell."""

from __future__ import annotations

import asyncio

import pytest
from structlog.testing import capture_logs

from tests.platforms.discord.audience.members import REFUSED, added, asked, moderator, strike, with_role
from tests.platforms.discord.stage import Stage, button, shown

pytestmark = pytest.mark.asyncio(loop_scope="module")

SETTINGS = r"/guilds/\d+/commands/permissions$"


@pytest.mark.usefixtures("calm")
async def test_discord_is_asked_once_until_something_changes(stage: Stage) -> None:
    answer, somebody = await added(stage), moderator(stage)
    await strike(somebody, answer)
    before = asked(stage)

    await strike(somebody, answer)
    await strike(stage.member(), answer)
    assert asked(stage) == before

    stage.local.permit(stage.guild, "minutes", {somebody: True})
    await strike(somebody, answer)
    assert asked(stage) == before + 1


@pytest.mark.usefixtures("calm")
async def test_what_changes_while_discord_is_asked_counts_the_next_time(stage: Stage) -> None:
    answer, somebody = await added(stage), moderator(stage)
    stage.local.faults.delay("GET", SETTINGS, 0.3)
    stage.local.faults.answer("GET", SETTINGS, status=200, body=[])

    pressed = asyncio.create_task(strike(somebody, answer))
    await asyncio.sleep(0.1)
    stage.local.permit(stage.guild, "minutes", {somebody: False})

    assert await pressed == ["Struck: kaas"]
    assert await strike(somebody, answer) == REFUSED


async def test_where_discord_does_not_tell_the_permissions_count(stage: Stage) -> None:
    answer, role = await added(stage), stage.guild.add_role("archivaris")
    handed = with_role(stage, role)
    stage.local.permit(stage.guild, "minutes", {role: True})
    stage.local.faults.answer("GET", SETTINGS, status=403, times=2)

    with capture_logs() as logged:
        assert await strike(handed, answer) == REFUSED
        assert await strike(moderator(stage), answer) == ["Struck: kaas"]

    assert [e["event"] for e in logged if e["log_level"] == "warning"] == ["permissions of commands not known"] * 2
    assert await strike(handed, answer) == ["Struck: kaas"]


@pytest.mark.usefixtures("calm")
async def test_buttons_for_everyone_ask_discord_nothing(stage: Stage) -> None:
    answer, before = await stage.member().slash("quote", query="kronstadt"), asked(stage)

    pressed = await stage.member().press(answer, button(answer, "next"))

    assert len(shown(pressed)) == 1
    assert asked(stage) == before
