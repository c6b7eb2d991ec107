from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.observe.heartbeat import findings, read
from tests.databases import Home, change, prepare, rows
from tests.local_discord import LocalDiscord
from tests.platforms.discord.stage import asked_for, described_wrongly, said, shown, until
from tests.warm import BOT, Running, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

CALLBACK = "/callback$"


@asynccontextmanager
async def serve(  # noqa: PLR0913 - settings, by name
    local: LocalDiscord,
    state: Path,
    token: str = "",
    *,
    cooldown: str = "",
    database: str = "",
    hurried: bool = False,
) -> AsyncIterator[Running]:
    """`tegenspraak serve` in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TEGENSPRAAK_")}
    environment |= {
        "TEGENSPRAAK_DISCORD_TOKEN": token or local.token,
        "TEGENSPRAAK_DISCORD_API_BASE": local.api_base,
        "TEGENSPRAAK_DISCORD_GATEWAY": local.gateway_url,
        "TEGENSPRAAK_STATE": str(state),
        "TEGENSPRAAK_COOLDOWN": cooldown,
        "TEGENSPRAAK_DATABASE_URL": database,
    }
    module, arguments = ("tests.app.hurried", ()) if hurried else (BOT, ("serve",))
    async with running(arguments, environment, module) as process:
        yield process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_told_to_stop_it_answers_what_is_under_way_and_exits_with_0(
    tmp_path: Path, number: signal.Signals
) -> None:
    async with LocalDiscord() as local, serve(local, tmp_path) as process:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        await local.ready(20)
        await local.commands_synced()
        local.faults.delay("POST", CALLBACK, 1.0)
        asked = asyncio.create_task(member.slash("quote", query="kronstadt"))
        await asked_for(local, "/callback")

        alive = [of.well for of in findings(tmp_path, time.time())]
        process.send_signal(number)
        answer = await asked
        _, errors = await asyncio.wait_for(process.communicate(), 8)

        assert len(shown(answer)) == 1
        assert alive[:2] == [True, True]
        assert all(alive)
        assert read(tmp_path) is None
        assert process.returncode == 0, errors.decode()
        assert b"Traceback" not in errors
        assert local.token.encode() not in errors
        assert local.limit_findings() == described_wrongly(local.requests) == []


async def test_members_are_held_to_the_rates_that_are_set_and_nothing_is_repeated(tmp_path: Path) -> None:
    async with LocalDiscord() as local, serve(local, tmp_path, cooldown="member=2/600"):
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        await local.ready(20)
        await local.commands_synced()
        first = await member.slash("quote", query="kronstadt")
        # Discord's word that the answer arrived reaches the bot a moment later than the member sees the answer.
        await asyncio.sleep(0.2)
        second, third = [await member.slash("quote", query="kronstadt") for _ in range(2)]

    assert (first.ephemeral, second.ephemeral) == (False, True)
    assert shown(second)[0].text == shown(first)[0].text
    assert said(third) == ["Even rustig: probeer het over 600 seconden opnieuw."]


async def test_an_answer_that_never_arrives_does_not_hold_up_the_end(tmp_path: Path) -> None:
    async with LocalDiscord() as local, serve(local, tmp_path) as process:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        await local.ready(20)
        await local.commands_synced()
        local.faults.delay("POST", CALLBACK, 60)
        asked = asyncio.create_task(member.slash("quote", query="kronstadt"))
        await asked_for(local, "/callback")

        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), 8)
        await asyncio.gather(asked, return_exceptions=True)

        assert process.returncode == 0, errors.decode()
        assert b"Traceback" not in errors


async def test_a_second_signal_ends_at_once(tmp_path: Path) -> None:
    async with LocalDiscord() as local, serve(local, tmp_path) as process:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        await local.ready(20)
        await local.commands_synced()
        local.faults.delay("POST", CALLBACK, 2.5)
        asked = asyncio.create_task(member.slash("quote", query="kronstadt"))
        await asked_for(local, "/callback")

        process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), 1)
        await asyncio.gather(asked, return_exceptions=True)

        assert process.returncode == 128 + signal.SIGTERM


async def test_a_wrong_token_is_told_in_one_sentence_and_exits_with_78(tmp_path: Path) -> None:
    async with LocalDiscord() as local, serve(local, tmp_path, "wrong.token") as process:
        _, errors = await asyncio.wait_for(process.communicate(), 20)

        assert process.returncode == 78
        assert errors.decode().splitlines()[-1] == "Discord weigert het token in TEGENSPRAAK_DISCORD_TOKEN."
        assert b"Traceback" not in errors
        assert b"wrong.token" not in errors


async def test_a_token_that_is_taken_back_while_it_serves_is_told_alike_and_exits_with_78(tmp_path: Path) -> None:
    async with LocalDiscord() as local, serve(local, tmp_path, hurried=True) as process:
        body = {"message": "401: Unauthorized", "code": 0}
        local.faults.answer("GET", "^/gateway/bot$", status=401, body=body, times=9)
        _, errors = await asyncio.wait_for(process.communicate(), 60)

        assert process.returncode == 78
        assert errors.decode().splitlines()[-1] == "Discord weigert het token in TEGENSPRAAK_DISCORD_TOKEN."
        assert b"Traceback" not in errors


async def test_it_keeps_in_the_database_where_it_is(home: Home) -> None:
    async with LocalDiscord() as local, serve(local, home.folder, database=home.address or "") as process:
        guild = local.add_guild("Leesgroep", "nl")
        await local.ready(20)
        await until(lambda: rows(home.backend(), "SELECT key FROM community") == [(f"discord:{guild.id}",)])
        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), 8)

    assert process.returncode == 0, errors.decode()
    assert b"Traceback" not in errors


async def test_at_the_start_it_deletes_what_is_no_longer_kept(home: Home) -> None:
    prepare(home.backend())
    change(home.backend(), "INSERT INTO community (key, first_seen, left_at) VALUES ('discord:1', 1, 2)")
    async with LocalDiscord() as local, serve(local, home.folder, database=home.address or "") as process:
        await until(lambda: rows(home.backend(), "SELECT key FROM community") == [], 60)
        await local.ready(20)
        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), 8)

    assert process.returncode == 0, errors.decode()
    assert b"Traceback" not in errors


async def test_a_second_bot_on_the_same_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    async with LocalDiscord() as local, serve(local, tmp_path):
        await local.ready(20)
        async with serve(local, tmp_path) as second:
            _, errors = await asyncio.wait_for(second.communicate(), 20)

    assert second.returncode == 2
    assert errors.decode().splitlines()[-1].startswith("Er draait een bot met deze database")
    assert b"Traceback" not in errors


async def test_a_database_that_does_not_answer_is_told_without_its_password_and_exits_with_69(tmp_path: Path) -> None:
    address = f"postgresql://bot:geheim@/bot?host={tmp_path}"
    async with LocalDiscord() as local, serve(local, tmp_path, database=address) as process:
        _, errors = await asyncio.wait_for(process.communicate(), 20)

    assert process.returncode == 69
    assert errors.decode().splitlines()[-1].startswith("De database bot is nu niet te gebruiken: ")
    assert b"Traceback" not in errors
    assert b"geheim" not in errors
