from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.daily.schedule import Schedule
from bot.library.library import Library
from bot.model import Ask, Role
from bot.platforms.discord.shards import Shards
from bot.store.deliveries import NOW
from bot.store.ledger import Edit
from bot.store.schedules import KIND
from tests.app.processes import Machines, Process
from tests.databases import Home, made_on, rows
from tests.local_discord import Guild, LocalDiscord, pointed_at
from tests.platforms.discord.stage import until

pytestmark = pytest.mark.asyncio

BOTH = Shards((0, 1), 2)


@pytest_asyncio.fixture
async def machines(library: Library, home: Home) -> AsyncIterator[Machines]:
    async with LocalDiscord() as local:
        with pointed_at(local.api_base, local.gateway_url):
            yield Machines(local, library, home)
            assert local.limit_findings() == []


@pytest_asyncio.fixture
async def on_file(library: Library, tmp_path: Path) -> AsyncIterator[Machines]:
    """Where one serves."""
    async with LocalDiscord() as local:
        with pointed_at(local.api_base, local.gateway_url):
            yield Machines(local, library, Home(tmp_path))


@pytest_asyncio.fixture
async def on_server(library: Library, server: str, tmp_path: Path) -> AsyncIterator[Machines]:
    """Where several may serve."""
    with made_on(server) as address:
        async with LocalDiscord() as local:
            with pointed_at(local.api_base, local.gateway_url):
                yield Machines(local, library, Home(tmp_path, address))


@pytest.fixture
def names() -> Iterator[str]:
    return iter(f"member{number}" for number in range(1000))


async def asked(local: LocalDiscord, guild: Guild, name: str = "anna") -> None:
    """A member asks, and is answered."""
    await local.member(guild, name, "nl").slash("sources", timeout=15)


def callbacks(local: LocalDiscord) -> list[int]:
    """What Discord said to each answer."""
    return [of["status"] for of in local.requests if of["path"].endswith("/callback")]


async def post(process: Process, guild: Guild, key: str = "k") -> None:
    """Has a post made in a server."""
    community, place = f"discord:{guild.id}", str(guild.channel.id)
    schedule = Schedule(place=place, time="08:00", zone="Europe/Amsterdam", seed="s", kind="excerpt")
    manager, now = Ask("nl", "nl", community, "1", "7", Role.MANAGER), datetime.now(UTC)
    await process.desk.changes.make(manager, "daily-add", [Edit(KIND, key, schedule.content, 0)])
    planned = {"schedule": key, "kind": NOW, "slot": date(2026, 11, 22), "place": place}
    await process.daily.deliveries.add(community, {**planned, "due": now, "until": now + timedelta(minutes=1)})


async def test_a_process_serves_the_servers_of_its_shards_and_no_others(machines: Machines) -> None:
    local = machines.local
    guilds = [machines.guild(shard, 3) for shard in range(3)]
    async with machines.process(Shards((0, 1), 3)) as process:
        await local.ready(30, shards=2)
        await local.commands_synced(30)
        for guild in guilds[:2]:
            await asked(local, guild)
        with pytest.raises(TimeoutError):
            await local.member(guilds[2], "anna").slash("quote", query="kronstadt", timeout=0.2)
        for guild in guilds:
            await post(process, guild)
        for guild in guilds[:2]:
            await local.posted(guild.channel, timeout=20)

        assert sorted(of["shard"] for of in local.identifies) == [[0, 3], [1, 3]]
        assert local.messages(guilds[2].channel) == []
        tried = rows(machines.home.backend(), "SELECT community, attempts FROM delivery")
        assert {of for of, attempts in tried if attempts == 0} == {f"discord:{guilds[2].id}"}
        known = rows(machines.home.backend(), "SELECT key FROM community WHERE left_at IS NULL")
        # That of the third is known by its schedule.
        assert {key for (key,) in known} == {f"discord:{guild.id}" for guild in guilds}
        # The commands are those of all shards.
        assert len([of for of in local.requests if of["method"] == "PUT"]) == 1


async def test_a_shard_that_loses_its_session_begins_another_and_the_others_go_on(on_file: Machines) -> None:
    local = on_file.local
    guilds = [on_file.guild(shard, 2) for shard in range(2)]
    async with on_file.process(BOTH):
        await local.ready(30, shards=2)
        await local.commands_synced(30)
        [lost] = [of for of in local._gateway.sessions if of.shard == 1]
        local._gateway.sessions.remove(lost)
        assert lost.socket
        await lost.socket.close(4000)
        await asked(local, guilds[0])
        await until(lambda: len(local.identifies) == 3, 10)
        await local.ready(30, shards=2)
        await asked(local, guilds[1])

        assert [of["shard"] for of in local.identifies][2] == [1, 2]


async def test_each_command_is_answered_once_however_many_are_connected(
    on_server: Machines, names: Iterator[str]
) -> None:
    local, guild = on_server.local, on_server.guild(1, 2)
    async with on_server.process(BOTH), on_server.process(BOTH):
        await local.ready(30, shards=4)
        await local.commands_synced(30)
        await asyncio.gather(*(asked(local, guild, name) for name, _ in zip(names, range(8), strict=False)))
        await asyncio.sleep(1)

        assert callbacks(local) == [200] * 8


async def test_who_stays_answers_and_posts_from_the_moment_that_the_other_is_told_to_stop(
    on_server: Machines, names: Iterator[str]
) -> None:
    local, guild = on_server.local, on_server.guild(1, 2)
    # Renewed every two seconds: until then the other follows.
    slow = Machines(local, on_server.library, on_server.home, replace(on_server.tempo, lease=8))
    async with slow.process(BOTH) as first:
        await local.ready(30, shards=2)
        await local.commands_synced(30)
        await until(lambda: len(leases(on_server)) == 2, 20)
        async with slow.process(BOTH) as second:
            await local.ready(30, shards=4)
            await asked(local, guild, next(names))
            asking = [asyncio.create_task(asked(local, guild, next(names))) for _ in range(5)]
            await asyncio.sleep(0)
            first.stop.set()
            await asyncio.sleep(0.2)
            asking += [asyncio.create_task(asked(local, guild, next(names))) for _ in range(5)]
            await asyncio.gather(*asking)
            await first.ended
            await post(second, guild)
            await local.posted(guild.channel, timeout=20)
            await asked(local, guild, next(names))

            assert len(callbacks(local)) == 12
            assert {token for _, token in leases(on_server)} == {2}


def leases(machines: Machines) -> list[tuple[object, ...]]:
    return rows(machines.home.backend(), "SELECT name, token FROM lease WHERE name LIKE 'discord/shard/%'")


async def test_sessions_begin_as_far_apart_as_discord_wants_whichever_process_begins_them(on_server: Machines) -> None:
    local = on_server.local
    local.starts.apart_s = 0.5
    machines = Machines(local, on_server.library, on_server.home, replace(on_server.tempo, apart=0.6))
    async with machines.process(BOTH), machines.process(BOTH), machines.process(Shards((0,), 2)):
        await local.ready(30, shards=5)

    assert local.starts.too_fast == []
    assert len(local.identifies) == 5


async def test_the_last_sessions_of_a_day_are_left_alone(on_file: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    local = on_file.local
    local.starts.left = 20
    monkeypatch.setattr("bot.platforms.discord.identifying.AGAIN_S", 0.1)
    async with on_file.process(Shards()):
        await local.requested("GET", "/gateway/bot", times=3, timeout=20)
        assert local.identifies == []
        local.starts.left = 1000
        await local.ready(30)
