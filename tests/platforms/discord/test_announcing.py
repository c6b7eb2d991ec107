"""Changes are told in the channel that a server's managers chose."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.app.commands import registry
from bot.app.ports import Ports
from bot.dispatch.cooldown import UNLIMITED, Cooldown
from bot.i18n import Languages
from bot.library.library import Library
from tests.desks import desk_in
from tests.local_discord import Answer, Channel, User
from tests.platforms.discord.stage import Stage, button, staged, until, verbs

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.platforms.discord.announcing import Announcements  # isort: skip
from bot.platforms.discord.lasting import Lasting  # isort: skip
from bot.platforms.recent import Recent  # isort: skip

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

MANAGE_GUILD, MANAGE_MESSAGES = 1 << 5, 1 << 13
VIEW, SEND, SEND_IN_THREADS = 1 << 10, 1 << 11, 1 << 38
CHANNEL, TEXT_KINDS = 7, [0, 5, 10, 11, 12]
MESSAGES = r"^/channels/\d+/messages$"


@asynccontextmanager
async def auditing(library: Library, languages: Languages, folder: Path) -> AsyncIterator[Stage]:
    """A server where the bot serves, and posts what is to be told."""
    announcements = Announcements()
    async with desk_in(folder, library) as desk:
        commands = registry(
            library, random.Random(7), cooldown=Cooldown(UNLIMITED), desk=desk, ports=Ports(announcer=announcements)
        )
        lasting = Lasting(folder, Recent(0), announcements=announcements)
        async with staged(commands, languages, lasting) as built:
            yield built


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(
    library: Library, languages: Languages, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """One bot for these tests."""
    async with auditing(library, languages, tmp_path_factory.mktemp("discord")) as built:
        yield built


@pytest.fixture
def stage(shared: Stage) -> Stage:
    """A server of the test's own, where nobody has set anything."""
    return replace(shared, guild=shared.local.add_guild("Leesgroep", "nl"))


def manager(stage: Stage) -> User:
    return stage.member(permissions=MANAGE_GUILD | MANAGE_MESSAGES)


async def posted(stage: Stage, channel: Channel, times: int = 1) -> list[str]:
    """What stands in the posts of a channel, as markdown, the oldest first."""
    await stage.local.posted(channel, times=times)
    messages = [stage.local.message(number) for number in channel.posted]
    return ["\n".join(part["content"] for part in message["components"]) for message in messages if message]


def sent(stage: Stage, channel: Channel) -> list[dict[str, Any]]:
    """What the bot asked Discord to post in a channel, accepted or not."""
    path = f"/channels/{channel.id}/messages"
    return [entry["body"] for entry in stage.local.requests if entry["path"].endswith(path)]


async def test_the_channel_is_chosen_among_those_where_messages_follow_each_other(stage: Stage) -> None:
    [settings] = [c for c in stage.local.commands if c["name"] == "settings"]
    [audit] = [option for option in settings["options"] if option["name"] == "audit"]

    assert (audit["type"], audit["channel_types"], audit["required"]) == (CHANNEL, TEXT_KINDS, False)


async def test_each_change_is_told_in_the_channel_with_who_made_it_and_before_and_after(stage: Stage) -> None:
    member, channel = manager(stage), stage.guild.add_channel("logboek")

    answer = await member.slash("settings", audit=channel)
    await member.slash("settings", pace="slow")
    first, second = await posted(stage, channel, 2)

    assert f"<#{channel.id}>" in "\n".join(answer.texts())
    assert f"→ <#{channel.id}>" in first
    assert "Tempo waarin gevraagd mag worden: (standaard) → driemaal zo langzaam" in second
    assert f"<@{member.id}>" in second
    asked = sent(stage, channel)
    assert [body["allowed_mentions"] for body in asked] == [{"parse": []}] * 2
    assert [(len(body["nonce"]), body["enforce_nonce"]) for body in asked] == [(25, True)] * 2


async def test_who_chose_the_channel_sees_it_named_in_the_answer_and_can_choose_none(stage: Stage) -> None:
    member, channel = manager(stage), stage.guild.add_channel("logboek")
    answer = await member.slash("settings", audit=channel)

    ended = await member.press(answer, button(answer, "no-audit"))
    shown = await member.slash("settings")
    [_, last] = await posted(stage, channel, 2)

    assert f"Waar veranderingen worden verteld: <#{channel.id}>" in texts(answer)
    assert "Waar veranderingen worden verteld: nergens" in texts(ended)
    assert "no-audit" not in verbs(shown)
    assert f"<#{channel.id}> → (standaard)" in last


async def test_a_thread_serves_as_well_as_a_channel(stage: Stage) -> None:
    member, thread = manager(stage), stage.guild.add_thread("draad")

    await member.slash("settings", audit=thread)

    assert f"<#{thread.id}>" in (await posted(stage, thread))[0]


@pytest.mark.parametrize(
    ("may", "missing"),
    [
        (0, ["Kanalen bekijken", "Berichten verzenden"]),
        (VIEW, ["Berichten verzenden"]),
        (SEND | SEND_IN_THREADS, ["Kanalen bekijken", "Berichten verzenden"]),
    ],
)
async def test_a_channel_where_the_bot_may_not_write_is_refused_with_what_is_missing(
    stage: Stage, may: int, missing: list[str]
) -> None:
    member = manager(stage)
    await member.slash("settings", audit=stage.guild.add_channel("eerst"))
    channel = stage.guild.add_channel("dicht", app_permissions=may)

    answer = await member.slash("settings", audit=channel, pace="slow")

    assert [line.removeprefix("– ") for line in texts(answer).splitlines()[1:]] == missing
    assert f"In <#{channel.id}> kan de bot niet schrijven" in texts(answer)
    assert f"<#{channel.id}>" not in texts(await member.slash("settings"))


async def test_what_moderators_change_is_told_too_and_mentions_nobody(stage: Stage) -> None:
    channel = stage.guild.add_channel("logboek")
    await manager(stage).slash("settings", audit=channel)
    moderator = stage.member(permissions=MANAGE_MESSAGES)
    title = f"@everyone <#{channel.id}> \ufdd0 **x**"

    preview = await moderator.slash("topic add", title=title, keywords="honger")
    await moderator.press(preview, button(preview, "save"))
    [_, last] = await posted(stage, channel, 2)

    assert f"\\<\\#{channel.id}\\>" in last
    assert f" <#{channel.id}>" not in last
    assert "\\@everyone" in last
    assert "\\*\\*x" in last


async def test_managers_are_told_once_that_the_channel_takes_no_posts(stage: Stage) -> None:
    member, channel = manager(stage), stage.guild.add_channel("logboek")
    await member.slash("settings", audit=channel)
    await posted(stage, channel)
    channel.app_permissions = VIEW
    before = len(sent(stage, channel))

    answer = await member.slash("settings", pace="very-slow")
    await until(lambda: len(sent(stage, channel)) > before)
    moderator = await stage.member(permissions=MANAGE_MESSAGES).slash("topic history")
    first, second = await member.slash("help"), await member.slash("help")

    assert "tienmaal zo langzaam" in texts(answer)
    assert moderator.followups == []
    await until(lambda: len(first.followups) == 1)
    [aside] = first.followups
    assert f"In <#{channel.id}> kon de bot één verandering niet vertellen." in text_of(aside)
    assert second.followups == []


async def test_a_post_whose_answer_was_lost_stands_there_once(stage: Stage) -> None:
    member, channel = manager(stage), stage.guild.add_channel("logboek")
    stage.local.faults.drop("POST", f"^/channels/{channel.id}/messages$", before=False)

    await member.slash("settings", audit=channel)
    await until(lambda: len(sent(stage, channel)) > 1)

    assert len(await posted(stage, channel)) == 1
    first, second = sent(stage, channel)
    assert first["nonce"] == second["nonce"]


def texts(answer: Answer) -> str:
    return "\n".join(answer.texts())


def text_of(message: dict[str, Any]) -> str:
    return "\n".join(part["content"] for part in message["components"])
