"""What whoever runs the bot sees of it while it serves."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from bot.app.watching import Watching
from bot.config import DiscordConfig
from bot.errors import SettingsError
from bot.observe.heartbeat import read
from tests.texts import config

HOST = "127.0.0.1"


def free_port() -> int:
    """One that nobody uses."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def watching(tmp_path: Path, port: int) -> Watching:
    """Of a bot that is to serve on Discord."""
    return Watching(replace(config(tmp_path), discord=DiscordConfig("geheim"), metrics_port=port))


def hear(watching: Watching, event: str, **fields: object) -> None:
    for listener in watching.listeners:
        listener(event, fields)


class Asking:
    """Asks while it is served."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def get(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(f"http://{HOST}:{self.port}{path}") as answer:
            return answer.status, await answer.text()


async def test_it_is_ready_once_all_that_it_is_to_serve_was_heard_of(watching: Watching, port: int) -> None:
    async def serving() -> list[tuple[int, str]]:
        asking = Asking(port)
        before = await asking.get("/readyz")
        hear(watching, "transaction", seconds=0.1)
        hear(watching, "discord connected")
        after = await asking.get("/readyz")
        hear(watching, "discord disconnected")
        return [before, after, await asking.get("/readyz"), await asking.get("/healthz")]

    before, after, broken, alive = await watching.during(serving())

    assert before == (503, '{"ok": false, "parts": {"database": false, "discord": false}}')
    assert after == (200, '{"ok": true, "parts": {"database": true, "discord": true}}')
    # A connection that broke off a moment ago is most often resumed.
    assert broken[0] == 200
    assert alive == (200, '{"ok": true, "parts": {}}')


async def test_metrics_are_told_of_what_was_heard(watching: Watching, port: int) -> None:
    async def serving() -> tuple[int, str]:
        hear(watching, "transaction", seconds=0.1)
        return await Asking(port).get("/metrics")

    status, page = await watching.during(serving())

    assert status == 200
    assert "tegenspraak_transaction_seconds_count 1.0" in page
    assert 'tegenspraak_silent_seconds{part="discord"}' in page
    assert "geheim" not in page


async def test_the_port_is_of_this_machine_alone_and_free_again_at_the_end(watching: Watching, port: int) -> None:
    async def serving() -> None:
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.2", port)

    await watching.during(serving())

    with pytest.raises(aiohttp.ClientConnectorError):
        await Asking(port).get("/healthz")


async def test_a_port_that_another_has_is_told_and_nothing_is_served(watching: Watching, port: int) -> None:
    async def serving() -> None:
        pytest.fail("served all the same")

    with socket.socket() as taken:
        taken.bind((HOST, port))
        taken.listen()
        with pytest.raises(SettingsError, match=r"setting-unusable.*TEGENSPRAAK_METRICS_PORT"):
            await watching.during(serving())


async def test_the_heartbeat_is_there_while_it_serves_whatever_ends_it(watching: Watching, tmp_path: Path) -> None:
    async def serving() -> None:
        hear(watching, "transaction", seconds=0.1)
        async with asyncio.timeout(5):
            while read(tmp_path) is None:  # noqa: ASYNC110 - nothing could set an event
                await asyncio.sleep(0.01)
        raise RuntimeError("oops")

    with pytest.raises(RuntimeError, match="oops"):
        await watching.during(serving())

    assert read(tmp_path) is None


def test_without_a_port_nothing_is_measured(tmp_path: Path) -> None:
    assert len(Watching(config(tmp_path)).listeners) == 1
