"""`tegenspraak serve` with Matrix, and with Discord beside it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.platforms.matrix.credentials import write
from tests.local_discord import LocalDiscord
from tests.matrix.person import Person
from tests.matrix.stage import Stage
from tests.platforms.discord.stage import shown
from tests.platforms.matrix.test_answers import COMMAND, answered
from tests.warm import Running, running


@asynccontextmanager
async def serve(stage: Stage, discord: LocalDiscord | None = None) -> AsyncIterator[Running]:
    """`tegenspraak serve` in a process of its own."""
    write(stage.state, stage.me)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TEGENSPRAAK_")}
    environment |= {
        "TEGENSPRAAK_STATE": str(stage.state),
        "TEGENSPRAAK_MATRIX_OPERATORS": stage.anna.id,
        "TEGENSPRAAK_LOCALE": "en",
    }
    if discord:
        environment |= {
            "TEGENSPRAAK_DISCORD_TOKEN": discord.token,
            "TEGENSPRAAK_DISCORD_API_BASE": discord.api_base,
            "TEGENSPRAAK_DISCORD_GATEWAY": discord.gateway_url,
        }
    async with running(("serve",), environment) as process:
        yield process


async def log_out(stage: Stage) -> None:
    """Somebody revokes the bot's token."""
    async with Person(stage.me) as me:
        await me.do("POST", "logout", body={})


async def test_told_to_stop_it_exits_with_0_and_never_names_its_token(stage: Stage) -> None:
    async with serve(stage) as process:
        room = await stage.room(stage.person().id)
        command = await stage.anna.say(room, COMMAND)
        [answer] = await stage.anna.answers(room, stage.bot, patience_s=60)
        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), 15)

    [asked] = [of for of in map(json.loads, errors.decode().splitlines()) if of["event"] == "asked"]
    assert answered(answer) == command
    assert (asked["platform"], asked["outcome"]) == ("matrix", "answered")
    assert asked["request"]
    assert process.returncode == 0, errors.decode()
    assert b"Traceback" not in errors
    assert stage.me.token.encode() not in errors


async def test_where_no_platform_is_left_it_says_so_in_a_sentence_and_exits_with_78(stage: Stage) -> None:
    async with serve(stage) as process:
        await stage.room(stage.person().id)
        await log_out(stage)
        _, errors = await asyncio.wait_for(process.communicate(), 20)

    assert process.returncode == 78, errors.decode()
    assert errors.decode().splitlines()[-1].startswith(f"The homeserver does not know the token of {stage.bot}")
    assert b"Traceback" not in errors


async def test_where_matrix_ends_discord_goes_on(stage: Stage) -> None:
    async with LocalDiscord() as local, serve(stage, local) as process:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        await local.ready(60)
        await local.commands_synced()
        await stage.room(stage.person().id)
        await log_out(stage)
        assert process.stderr
        async with asyncio.timeout(20):
            while b"platform ended" not in await process.stderr.readline():
                pass
        answer = await member.slash("quote", query="kronstadt")
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), 15)

    assert len(shown(answer)) == 1
    assert process.returncode == 0
