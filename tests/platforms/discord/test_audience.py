"""For whom a command is: what Discord offers to whom, and what is checked again at every press."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bot.app.commands import registry
from bot.library.library import Library
from tests.local_discord import AllChannels, Answer, NotOfferedError, Role, User
from tests.platforms.discord.rooms import Accounts, Minutes, languages_with_words
from tests.platforms.discord.stage import Stage, altered, button, said, shown, staged

pytestmark = pytest.mark.asyncio(loop_scope="module")

MANAGE_MESSAGES, MANAGE_GUILD, ADMINISTRATOR = 1 << 13, 1 << 5, 1 << 3
REFUSED = ["Dat is voor de moderatoren hier."]
SETTINGS = r"/guilds/\d+/commands/permissions$"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(library: Library, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """A Dutch server where the bot serves the groups of tests beside its own commands."""
    made = registry(library)
    made.add(Minutes())
    made.add(Accounts())
    languages = languages_with_words(tmp_path_factory.mktemp("words") / "i18n")
    async with staged(made, languages, tmp_path_factory.mktemp("discord")) as built:
        yield built


@pytest.fixture(autouse=True)
def unset(stage: Stage) -> Iterator[None]:
    """Leaves nothing set under Integrations."""
    yield
    for command in (None, "minutes"):
        stage.local.permit(stage.guild, command, {})


def moderator(stage: Stage) -> User:
    return stage.member(permissions=MANAGE_MESSAGES)


def with_role(stage: Stage, role: Role) -> User:
    member = stage.member()
    member.roles.append(role.id)
    return member


async def added(stage: Stage) -> Answer:
    """A message with a button for moderators under it."""
    return await moderator(stage).slash("minutes add", what="kaas")


async def strike(who: User, answer: Answer) -> list[str]:
    """What somebody is told who presses the button for moderators."""
    return said(await who.press(answer, button(answer, "strike")))


def asked(stage: Stage) -> int:
    """How often Discord was asked what admins set."""
    return sum(entry["path"].endswith("/commands/permissions") for entry in stage.local.requests)


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

    assert [e["event"] for e in logged] == ["permissions of commands not known"] * 2
    assert await strike(handed, answer) == ["Struck: kaas"]


@pytest.mark.usefixtures("calm")
async def test_in_private_nobody_is_a_moderator(stage: Stage) -> None:
    bram = stage.local.direct("bram", "nl")
    quoted = await bram.slash("quote", query="kronstadt")
    forged = "t:strike:0/1:4:kaas."

    assert said(await bram.press(altered(quoted, next=forged), forged)) == REFUSED


@pytest.mark.usefixtures("calm")
async def test_buttons_for_everyone_ask_discord_nothing(stage: Stage) -> None:
    answer, before = await stage.member().slash("quote", query="kronstadt"), asked(stage)

    pressed = await stage.member().press(answer, button(answer, "next"))

    assert len(shown(pressed)) == 1
    assert asked(stage) == before


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


async def offered(who: User) -> bool:
    """Whether Discord lets somebody use a command of the same group."""
    try:
        await who.slash("minutes remove")
    except NotOfferedError:
        return False
    return True
