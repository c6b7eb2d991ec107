"""The bot on Matrix on its way through what can go wrong: what it writes holds no secret but where that is kept."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest_asyncio

from bot.platforms.matrix import credentials
from bot.platforms.matrix.encryption import secret
from tests.app.test_secrets import scraped
from tests.app.test_watching import free_port
from tests.matrix.gate import Gate, gate
from tests.matrix.stage import Stage
from tests.platforms.matrix.test_answers import COMMAND
from tests.platforms.matrix.test_service import log_out
from tests.warm import Running, running, tegenspraak

BARE = {name: value for name, value in os.environ.items() if not name.startswith("TEGENSPRAAK_")}
PASSWORD = "kanarie die nergens mag staan"


@pytest_asyncio.fixture
async def way(stage: Stage) -> AsyncIterator[Gate]:
    """The way to the homeserver that the bot takes."""
    async with gate(stage.homeserver.address) as made:
        credentials.write(stage.state, replace(stage.me, homeserver=made.address))
        yield made


def spill(way: Gate, token: str) -> None:
    """Has the homeserver repeat the token in what it refuses, wherever an answer has room for it."""
    body = {"errcode": "M_FORBIDDEN", "error": f"Bearer {token} is not welcome", token: token}
    for status in (400, 403, 404, 500):
        way.faults.answer("*", "/(send|receipt|typing|keys|account_data|members)", status=status, body=body)
        way.faults.answer("*", "/sync", status=status, body=body)
    way.faults.answer("PUT", "/send/", status=403, body={"errcode": token, "error": token})
    way.faults.drop("*", "/(send|sync)", times=3, before=False)


def held(folder: Path, words: bytes) -> list[str]:
    """The names of the files in which they stand."""
    return [file.name for file in folder.rglob("*") if file.is_file() and words in file.read_bytes()]


@asynccontextmanager
async def served(stage: Stage, port: int) -> AsyncIterator[Running]:
    """`serve` in a hurry."""
    settings = {"STATE": stage.state, "MATRIX_OPERATORS": stage.anna.id, "METRICS_PORT": port, "LOCALE": "en"}
    environment = {**BARE, **{f"TEGENSPRAAK_{name}": str(value) for name, value in settings.items()}}
    async with running((), environment, "tests.app.hurried") as process:
        yield process


async def test_a_bot_that_meets_every_trouble_tells_its_token_and_its_key_to_nobody(stage: Stage, way: Gate) -> None:
    port = free_port()
    async with served(stage, port) as process:
        room = await stage.room(stage.person().id)
        spill(way, stage.me.token)
        for _ in range(3):
            await stage.anna.say(room, COMMAND)
        async with asyncio.timeout(60):
            while way.faults.left:  # noqa: ASYNC110 - the bot comes by
                await asyncio.sleep(0.05)
        way.faults.clear()
        pages = await scraped(port)
        await log_out(stage)
        out, errors = await asyncio.wait_for(process.communicate(), 30)

    *lines, last = errors.decode().splitlines()
    key = json.loads((stage.state / secret.FILE).read_text("utf-8"))["secret"]
    assert process.returncode == 78, last
    assert {"asked", "matrix put off", "matrix answer not sent"} <= {json.loads(line)["event"] for line in lines}
    assert [of for of in (stage.me.token, key) if of in out.decode() + errors.decode() + pages] == []
    assert held(stage.state, stage.me.token.encode()) == [credentials.FILE]
    assert held(stage.state, key.encode()) == [secret.FILE]


async def test_a_login_that_the_homeserver_refuses_tells_no_password(stage: Stage, way: Gate, tmp_path: Path) -> None:
    body = {"errcode": "M_FORBIDDEN", "error": f"{PASSWORD} is wrong"}
    way.faults.answer("POST", "/login", status=403, body=body)
    command = ("matrix", "login", way.address, stage.bot)
    state = tmp_path / "another"
    done = await asyncio.to_thread(tegenspraak, command, {**BARE, "TEGENSPRAAK_STATE": str(state)}, text=PASSWORD)

    assert way.faults.left == 0
    assert done.returncode > 0
    assert PASSWORD not in done.stdout + done.stderr
    assert held(tmp_path, PASSWORD.encode()) == []
