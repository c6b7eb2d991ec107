"""`serve` on its way through what can go wrong: nothing that it writes anywhere holds a token or a password."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import psycopg
import pytest

from tests.app.test_watching import free_port
from tests.databases import made_on
from tests.local_discord import LocalDiscord
from tests.warm import Running, running, tegenspraak

# Of a shape that nothing would be hidden for.
TOKEN, PASSWORD = "kanarie die nergens mag staan", "kanarie%40wachtwoord"
CANARY = "kanarie"
BARE = {name: value for name, value in os.environ.items() if not name.startswith("TEGENSPRAAK_")}


def environment(**settings: object) -> dict[str, str]:
    return {**BARE, **{f"TEGENSPRAAK_{name.upper()}": str(value) for name, value in settings.items()}}


@asynccontextmanager
async def served(**settings: object) -> AsyncIterator[Running]:
    """The bot, in a hurry."""
    async with running((), environment(**settings), "tests.app.hurried") as process:
        yield process


async def scraped(port: int) -> str:
    """All that is told on the port of metrics."""
    async with aiohttp.ClientSession() as session:
        pages = [await session.get(f"http://127.0.0.1:{port}/{path}") for path in ("metrics", "healthz", "readyz")]
        return "".join([await page.text() for page in pages])


def written(folder: Path) -> list[bytes]:
    """What every file in a folder holds."""
    return [file.read_bytes() for file in folder.rglob("*") if file.is_file()]


@pytest.fixture
def database(server: str) -> Iterator[str]:
    with made_on(server) as address:
        yield address


def spill(local: LocalDiscord) -> None:
    """Has Discord repeat the token in what it refuses."""
    body = {"message": f"Bot {TOKEN} is not welcome", "code": 50035, "errors": {"token": TOKEN}}
    for status in (400, 403, 404, 500):
        local.faults.answer("POST", "/callback$", status=status, body=body)
    local.faults.drop("POST", "/callback$")
    local.faults.answer("*", "/(webhooks|channels|gateway)", status=403, body=body, times=6)


async def break_database(address: str) -> None:
    """Takes a table away, and cuts all connections."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tegenspraak'"
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
        await connection.execute("ALTER TABLE missed RENAME TO gone")
        await connection.execute(f"{others} AND datname = current_database()")


async def test_a_bot_that_meets_every_trouble_writes_no_secret_anywhere(tmp_path: Path, database: str) -> None:
    port = free_port()
    async with (
        LocalDiscord(TOKEN) as local,
        served(
            discord_token=TOKEN,
            discord_api_base=local.api_base,
            discord_gateway=local.gateway_url,
            state=tmp_path,
            database_url=database.replace("postgres@", f"postgres:{PASSWORD}@", 1),
            metrics_port=port,
        ) as process,
    ):
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        await local.ready(60)
        await local.commands_synced(20)
        spill(local)
        for query in ("kronstadt", "lenin", "zqxjkv", "macht", "partij"):
            await asyncio.gather(asyncio.wait_for(member.slash("quote", query=query), 2), return_exceptions=True)
        local.faults.clear()
        await break_database(database)
        for query in ("zqxjkv", "vqxjkz"):
            await asyncio.gather(asyncio.wait_for(member.slash("quote", query=query), 4), return_exceptions=True)
        await local.drop_gateway()
        await local.ready(20)
        pages = await scraped(port)
        await local.drop_gateway(4004)
        out, errors = await asyncio.wait_for(process.communicate(), 30)

    *lines, last = errors.decode().splitlines()
    events = {json.loads(line)["event"] for line in lines}
    files = written(tmp_path)
    assert process.returncode == 78, last
    assert {"asked", "answer failed", "statement failed", "command failed", "discord connection resumed"} <= events
    assert "tegenspraak_answers_lost_total" in pages
    assert [of for of in (out, errors, pages.encode(), *files) if CANARY.encode() in of] == []


@pytest.mark.parametrize(
    ("command", "settings", "status"),
    [
        ("check", {"database_url": f"postgresql://bot:{PASSWORD}@/x?host=/nowhere"}, 1),
        ("backup", {"database_url": f"postgresql://bot@/x?host=/nowhere&password={PASSWORD}"}, 69),
    ],
)
def test_a_command_that_fails_tells_no_secret(
    tmp_path: Path, command: str, settings: dict[str, str], status: int
) -> None:
    env = environment(discord_token=TOKEN, state=tmp_path, **settings)
    done = tegenspraak([command], env)

    assert done.returncode == status, done.stderr
    assert CANARY not in done.stdout + done.stderr
