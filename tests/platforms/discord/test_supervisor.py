from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.dispatch.registry import Registry
from bot.errors import PlatformRefused
from bot.i18n import Languages
from bot.platforms.discord.backoff import Backoff
from bot.platforms.discord.client import Client, Place
from bot.platforms.discord.lasting import Lasting
from bot.platforms.discord.supervisor import Discord
from tests.leaving import beating, heartbeats
from tests.local_discord import LocalDiscord
from tests.platforms.discord.fakes import Slow
from tests.platforms.discord.stage import (
    AUTHORS,
    Stage,
    button,
    local_discord,
    quick,
    shown,
    staged,
    until,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")
RESUME = 6


def begun(local: LocalDiscord, times: int) -> bool:
    return len(local.identifies) == times


async def answers(stage: Stage) -> bool:
    return len(shown(await stage.member().slash("quote", query="kronstadt"))) == 1


async def test_only_the_intent_of_servers_is_asked_for(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        assert [identify["intents"] for identify in stage.local.identifies] == [1]


@pytest.mark.usefixtures("calm")
@pytest.mark.parametrize("code", [None, 4000, 1001])
async def test_a_broken_connection_is_resumed(
    commands: Registry, languages: Languages, tmp_path: Path, code: int | None
) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        await stage.local.drop_gateway(code)
        await stage.local.ready()

        assert await answers(stage)
        assert len(stage.local.identifies) == 1
        assert any(frame["op"] == RESUME for frame in stage.local.frames)


@pytest.mark.usefixtures("calm")
async def test_what_was_asked_during_a_break_is_answered_after_it(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        await stage.local.drop_gateway()
        answer = await stage.member().slash("quote", query="kronstadt", timeout=10)

        assert len(shown(answer)) == 1
        assert any(frame["op"] == RESUME for frame in stage.local.frames)


@pytest.mark.usefixtures("calm")
async def test_an_interaction_that_is_delivered_twice_is_answered_once(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        member = stage.member()
        answer = await member.slash("quote", query="kronstadt")
        stage.local.repeat_event("INTERACTION_CREATE")
        await member.press(answer, button(answer, "next"))
        stage.local.repeat_event("INTERACTION_CREATE")
        await member.autocomplete("quote", "query", "k")
        stage.local.repeat_event("INTERACTION_CREATE")
        await member.slash("sources")

        assert len(await stage.local.requested("POST", "/callback$", times=4)) == 4


async def test_a_session_that_discord_forgot_is_begun_anew_after_a_pause(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        stage.local._gateway.sessions.clear()
        await stage.local.drop_gateway()
        await stage.local.ready()

        assert await answers(stage)
        assert len(stage.local.identifies) == 2

    assert heartbeats() == []


class Shut:
    """A gate that nobody gets through: a connection is open, and no session begins."""

    async def approach(self, client: discord.Client) -> None:
        """At once."""

    async def passes(self) -> bool:
        """Never."""
        await asyncio.Event().wait()
        return False

    async def leaves(self) -> None:
        """Nobody waits."""


async def test_where_it_ends_no_shard_is_kept_alive_begun_or_not(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    places = [Place(0, 3), Place(1, 3), Place(2, 3, Shut())]
    stop = asyncio.Event()
    async with local_discord() as local, asyncio.TaskGroup() as group:
        for place in places:
            client = partial(Client, commands, languages, authors=AUTHORS, lasting=Lasting(tmp_path), place=place)
            group.create_task(Discord(local.token, client, quick()).run(stop))
        await local.ready(shards=2)
        await until(lambda: len(beating()) == len(places))
        stop.set()

    assert heartbeats() == []


@pytest.mark.parametrize(
    ("event", "payload"),
    [("INTERACTION_CREATE", {"id": "1", "type": 2, "data": {}}), ("GUILD_DELETE", {}), ("GUILD_CREATE", {"id": "x"})],
)
async def test_an_event_that_discord_py_cannot_read_does_not_end_the_service(
    commands: Registry, languages: Languages, tmp_path: Path, event: str, payload: dict[str, Any]
) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        for times in (2, 3):
            stage.local.send_event(event, payload)
            await until(partial(begun, stage.local, times))
            await stage.local.ready()

        assert await answers(stage)


async def test_an_answer_under_way_survives_the_end_of_its_session(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    slow = Slow(commands)
    async with staged(slow, languages, tmp_path) as stage:
        asked = asyncio.create_task(stage.member().slash("quote", query="kronstadt"))
        await slow.begun.wait()
        stage.local.send_event("INTERACTION_CREATE", {"id": "1", "type": 2, "data": {}})
        asyncio.get_running_loop().call_later(0.3, slow.door.set)

        assert len(shown(await asked)) == 1
        await until(partial(begun, stage.local, 2))


async def test_a_wrong_token_ends_the_service(commands: Registry, languages: Languages, tmp_path: Path) -> None:
    async with local_discord() as local:
        client = partial(Client, commands, languages, authors=AUTHORS, lasting=Lasting(tmp_path))
        with pytest.raises(PlatformRefused) as refused:
            await Discord("wrong", client, quick()).run(asyncio.Event())

        assert refused.value.key == "discord-refused"
        assert len(local.requests) == 1


async def test_a_token_that_is_withdrawn_ends_the_service(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with local_discord() as local:
        client = partial(Client, commands, languages, authors=AUTHORS, lasting=Lasting(tmp_path))
        running = asyncio.create_task(Discord(local.token, client, quick()).run(asyncio.Event()))
        await local.ready()
        await local.drop_gateway(4004)

        with pytest.raises(PlatformRefused):
            await running


@pytest.mark.parametrize("code", [4010, 4011, 4012, 4013, 4014])
async def test_what_discord_will_not_serve_ends_the_service(
    commands: Registry, languages: Languages, tmp_path: Path, code: int
) -> None:
    async with local_discord() as local:
        client = partial(Client, commands, languages, authors=AUTHORS, lasting=Lasting(tmp_path))
        running = asyncio.create_task(Discord(local.token, client, quick()).run(asyncio.Event()))
        await local.ready()
        await local.drop_gateway(code)

        with pytest.raises(PlatformRefused, match=f"unservable.*{code}"):
            await asyncio.wait_for(running, 3)


@pytest.mark.usefixtures("calm")
async def test_a_stop_waits_for_answers_under_way_and_takes_no_more(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    slow = Slow(commands)
    async with local_discord() as local:
        stage = Stage(local, local.add_guild("Leesgroep", "nl"), slow, languages, tmp_path)
        late, in_time, stop = stage.member(), stage.member(), asyncio.Event()
        running = await serving(local, slow, languages, tmp_path, stop)
        asked = asyncio.create_task(in_time.slash("quote", query="kronstadt"))
        await slow.begun.wait()
        stop.set()
        await asyncio.sleep(0.05)
        slow.begun.clear()
        with pytest.raises(TimeoutError):
            await late.slash("quote", query="kronstadt", timeout=0.2)
        with pytest.raises(TimeoutError):
            await late.autocomplete("quote", "query", "k", timeout=0.2)
        slow.door.set()
        answer = await asked
        await running

    assert not slow.begun.is_set()
    assert len(shown(answer)) == 1


async def serving(
    local: LocalDiscord, commands: Registry, languages: Languages, state: Path, stop: asyncio.Event
) -> asyncio.Task[None]:
    client = partial(Client, commands, languages, authors=AUTHORS, lasting=Lasting(state))
    running = asyncio.create_task(Discord(local.token, client, quick()).run(stop))
    await local.ready()
    await local.commands_synced()
    return running


async def test_a_stop_while_waiting_for_the_next_attempt_ends_at_once(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with local_discord() as local:
        local.refuse_connections(True)
        stop = asyncio.Event()
        client = partial(Client, commands, languages, authors=AUTHORS, lasting=Lasting(tmp_path))
        running = asyncio.create_task(Discord(local.token, client, Backoff(first=60)).run(stop))
        await until(lambda: len(local.requests) >= 2)
        await asyncio.sleep(0.2)
        stop.set()

        await asyncio.wait_for(running, 2)
