from __future__ import annotations

import asyncio
import json
import os
import subprocess
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot.platforms.discord.invitation import NEEDED, OPTIONAL, Permission
from tests.local_discord import LocalDiscord
from tests.warm import tegenspraak

pytestmark = pytest.mark.asyncio(loop_scope="module")

BARE = {name: value for name, value in os.environ.items() if not name.startswith("TEGENSPRAAK_")}


async def invite(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`tegenspraak discord invite`, while a local Discord may go on answering."""
    env = {**BARE, **{f"TEGENSPRAAK_{name}": value for name, value in environment.items()}}
    return await asyncio.to_thread(tegenspraak, ("discord", "invite", *arguments), env)


def asked(link: str) -> dict[str, str]:
    parts = urlsplit(link)
    assert (parts.scheme, parts.hostname, parts.path) == ("https", "discord.com", "/oauth2/authorize")
    return {name: value for name, [value] in parse_qs(parts.query).items()}


async def test_the_links_ask_for_the_least(local: LocalDiscord) -> None:
    done = await invite("--json", DISCORD_TOKEN=local.token, DISCORD_API_BASE=local.api_base)
    told = json.loads(done.stdout)
    server, member = asked(told["server"]), asked(told["member"])

    assert (done.returncode, done.stderr) == (0, "")
    assert told["application"] == server["client_id"] == member["client_id"] == str(local.bot.id)
    assert (server["integration_type"], server["scope"]) == ("0", "bot applications.commands")
    wanted = discord.Permissions(
        view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
    )
    assert server["permissions"] == told["permissions"] == str(wanted.value)
    assert (member["integration_type"], member["scope"], "permissions" in member) == (
        "1",
        "applications.commands",
        False,
    )


@pytest.mark.parametrize("locale", ["nl", "en"])
async def test_each_permission_stands_with_what_it_is_for(locale: str) -> None:
    done = await invite("--application", "42", LOCALE=locale)
    lines = done.stdout.splitlines()

    links = [asked(line) for line in lines if line.startswith("https://")]
    assert [link["client_id"] for link in links] == ["42", "42"]
    assert len([line for line in lines if line.startswith("- ")]) == len(NEEDED) + len(OPTIONAL)
    assert ("- View Channels: to reach" in done.stdout) == (locale == "en")


@pytest.mark.parametrize("permission", [*NEEDED, *OPTIONAL])
async def test_a_permission_has_the_bit_that_discord_gives_it(permission: Permission) -> None:
    flag = permission.name.removeprefix("permission-").replace("-", "_")

    assert discord.Permissions(**{flag: True}).value == 1 << permission.bit


async def test_without_token_and_number_it_says_what_to_give() -> None:
    done = await invite(LOCALE="en")

    assert (done.returncode, done.stdout) == (2, "")
    assert "TEGENSPRAAK_DISCORD_TOKEN" in done.stderr
    assert "--application" in done.stderr


async def test_a_wrong_token_is_told_in_one_sentence(local: LocalDiscord) -> None:
    done = await invite(DISCORD_TOKEN="wrong.token", DISCORD_API_BASE=local.api_base)

    assert (done.returncode, done.stdout) == (78, "")
    assert done.stderr == "Discord weigert het token in TEGENSPRAAK_DISCORD_TOKEN.\n"


async def test_where_nobody_answers_it_says_to_try_later(local: LocalDiscord) -> None:
    base = local.api_base.replace(str(urlsplit(local.api_base).port), "1")
    done = await invite(DISCORD_TOKEN=local.token, DISCORD_API_BASE=base, LOCALE="en")

    assert (done.returncode, done.stdout) == (69, "")
    assert done.stderr.startswith("Discord cannot be reached now")
    assert done.stderr.count("\n") == 1
