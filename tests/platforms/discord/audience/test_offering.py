"""For whom a command is offered, and what its help says of that."""

from __future__ import annotations

from typing import Any

import pytest

from tests.local_discord import NotOfferedError
from tests.platforms.discord.audience.members import ADMINISTRATOR, MANAGE_GUILD, MANAGE_MESSAGES, moderator
from tests.platforms.discord.stage import Stage, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.usefixtures("calm")
@pytest.mark.parametrize(
    ("name", "permission", "inside"),
    [("minutes", MANAGE_MESSAGES, ["add", "remove"]), ("accounts", MANAGE_GUILD, ["close"])],
)
async def test_a_group_is_registered_for_servers_and_a_permission_only(
    stage: Stage, name: str, permission: int, inside: list[str]
) -> None:
    by_name: dict[str, Any] = {command["name"]: command for command in stage.local.commands}

    group = by_name[name]
    assert int(group["default_member_permissions"]) == permission
    assert (group["contexts"], group["integration_types"]) == ([0], [0])
    assert [(o["type"], o["name"]) for o in group["options"]] == [(1, word) for word in inside]
    assert group["description"].endswith("of tests")
    assert by_name["quote"]["default_member_permissions"] is None


@pytest.mark.usefixtures("calm")
async def test_a_group_is_offered_to_those_with_the_permission_in_servers(stage: Stage) -> None:
    elsewhere = stage.local.add_guild("Elders", "nl", bot=False)
    for somebody in (
        stage.member(),
        stage.local.direct("bram"),
        stage.local.member(elsewhere, "personal", permissions=ADMINISTRATOR),
    ):
        with pytest.raises(NotOfferedError):
            await somebody.slash("minutes add", what="kaas")

    answer = await moderator(stage).slash("minutes add", what="kaas", loud=True)

    assert said(answer) == ["Added: kaas True"]
    with pytest.raises(NotOfferedError):
        await moderator(stage).slash("accounts close")
    assert said(await stage.member(permissions=MANAGE_GUILD).slash("accounts close")) == ["Removed"]


@pytest.mark.usefixtures("calm")
async def test_an_option_in_a_group_is_completed(stage: Stage) -> None:
    choices = await moderator(stage).autocomplete("minutes add", "what", "pet")

    assert choices[0] == {"name": "Peter Storm", "value": "storm"}


@pytest.mark.usefixtures("calm")
async def test_help_says_for_whom_a_command_is(stage: Stage) -> None:
    told = said(await stage.member().slash("help", command="minutes"))

    assert told == [
        "Opdrachten",
        "/minutes add what: … [loud: True]",
        "Add to the minutes",
        "Voor moderatoren.",
        "/minutes remove",
        "Remove the minutes",
        "Voor moderatoren.",
    ]
    assert "Voor wie de server beheert." in said(await stage.member().slash("help", command="/Accounts  close"))
