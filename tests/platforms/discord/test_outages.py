from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from structlog.testing import capture_logs
from yarl import URL

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.platforms.discord.client import Client
from bot.platforms.discord.lasting import Lasting
from bot.platforms.discord.supervisor import Discord
from tests.local_discord import LocalDiscord, pointed_at
from tests.platforms.discord.stage import AUTHORS, Stage, local_discord, quick, served, shown, staged, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

CLOSED = "http://127.0.0.1:1/api/v10"


async def answers(stage: Stage) -> bool:
    return len(shown(await stage.member().slash("quote", query="kronstadt"))) == 1


def requests(local: LocalDiscord, path: str) -> int:
    return sum(entry["path"] == path for entry in local.requests)


@asynccontextmanager
async def running(
    local: LocalDiscord, commands: Registry, languages: Languages, state: Path
) -> AsyncIterator[asyncio.Task[None]]:
    """The bot, whether Discord is there or not."""
    stop = asyncio.Event()
    client = partial(Client, commands, languages, authors=AUTHORS, lasting=Lasting(state))
    task = asyncio.create_task(Discord(local.token, client, quick()).run(stop))
    try:
        yield task
    finally:
        stop.set()
        await task


async def test_a_first_connection_that_is_refused_is_tried_again(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with local_discord() as local:
        stage = Stage(local, local.add_guild("Leesgroep", "nl"), commands, languages, tmp_path)
        local.refuse_connections(True)
        opening = asyncio.get_running_loop().call_later(0.3, local.refuse_connections, False)
        async with served(local, commands, languages, tmp_path):
            assert await answers(stage)
        opening.cancel()
        assert sum(e["path"] == "/users/@me" for e in local.requests) > 1


async def test_an_outage_of_discords_at_login_is_waited_for(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with local_discord() as local:
        stage = Stage(local, local.add_guild("Leesgroep", "nl"), commands, languages, tmp_path)
        local.faults.answer("GET", "/users/@me", status=503, times=2)
        local.faults.rate_limit("GET", "/users/@me", 0.1, via=False)
        async with served(local, commands, languages, tmp_path):
            assert await answers(stage)


async def test_a_gateway_that_is_gone_for_a_while_is_found_again(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        stage.local.refuse_connections(True)
        await stage.local.drop_gateway()
        logins = partial(requests, stage.local, "/users/@me")
        await until(lambda: logins() > 2)
        stage.local.refuse_connections(False)
        await stage.local.ready()

        assert await answers(stage)


async def test_an_address_where_nobody_listens_is_tried_again(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with local_discord() as local:
        stage = Stage(local, local.add_guild("Leesgroep", "nl"), commands, languages, tmp_path)
        with capture_logs() as events, pointed_at(CLOSED, "ws://127.0.0.1:1/"):
            async with running(local, commands, languages, tmp_path):
                await until(lambda: len(events) > 2)
                Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = local.api_base, URL(local.gateway_url)
                await local.commands_synced()
                await local.ready()

                assert await answers(stage)
    assert {e["error"] for e in events if e["event"] == "discord connection ended"} == {"ClientConnectorError"}
