"""Refusals, scripted faults and mischief at the gateway, as a real client meets them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial

import aiohttp
import discord
import pytest

from .example_bot import ExampleBot
from .faults import Point, Scope
from .places import Guild
from .pointing import pointed_at
from .server import LocalDiscord


@pytest.mark.usefixtures("bot")
async def test_a_bot_that_says_nothing_times_out(local: LocalDiscord, guild: Guild) -> None:
    """The error says what was waited for."""
    with pytest.raises(TimeoutError, match="/silent"):
        await local.member(guild, "anna").slash("silent", timeout=0.1)


@pytest.mark.usefixtures("bot")
async def test_what_discord_refuses_fails_in_the_bot_too(local: LocalDiscord, guild: Guild) -> None:
    """2001 characters are refused, and the interaction stays open for a better answer."""
    answer = await local.member(guild, "anna").slash("huge")

    assert (answer.content, answer.ephemeral) == ("refused: 50035", True)
    assert any("content has 2001" in finding for finding in local.limit_findings())


@pytest.mark.usefixtures("bot")
async def test_a_second_answer_is_refused(local: LocalDiscord, guild: Guild) -> None:
    """The first one stands, until it is edited."""
    answer = await local.member(guild, "anna").slash("twice")
    later = await answer.changed()

    assert (answer.content, later.content) == ("once", "40060")


@pytest.mark.usefixtures("bot")
async def test_an_answer_after_discords_patience_is_refused(local: LocalDiscord, guild: Guild) -> None:
    """The person has given up by then."""
    local.faults.delay("POST", "callback", 0.2)

    with pytest.raises(TimeoutError):
        await local.member(guild, "anna").slash("whisper", timeout=0.1)
    (entry,) = await local.requested("POST", "callback")

    assert entry["status"] == 404


async def test_a_rate_limit_with_via_is_waited_for(local: LocalDiscord, guild: Guild, bot: ExampleBot) -> None:
    """discord.py sleeps and sends again."""
    local.faults.rate_limit("POST", r"/channels/\d+/messages", 0.05)

    await bot.get_partial_messageable(guild.channel.id).send("x")

    sent = await local.requested("POST", "/channels/")
    assert [entry["status"] for entry in sent] == [429, 200]


async def test_a_rate_limit_without_via_is_not_retried(local: LocalDiscord, guild: Guild, bot: ExampleBot) -> None:
    """It looks like Cloudflare's ban."""
    local.faults.rate_limit("POST", r"/channels/\d+/messages", 0.05, via=False)

    with pytest.raises(discord.HTTPException) as refused:
        await bot.get_partial_messageable(guild.channel.id).send("x")

    assert refused.value.status == 429
    assert local.messages(guild.channel) == []


async def test_a_nonce_makes_a_message_once(local: LocalDiscord, guild: Guild, bot: ExampleBot) -> None:
    """The second send gives the message of the first."""
    place = bot.get_partial_messageable(guild.channel.id)

    first = await place.send("x", nonce="excerpt-1")
    second = await place.send("y", nonce="excerpt-1")

    assert first.id == second.id
    assert [message["content"] for message in local.messages(guild.channel)] == ["x"]


async def test_what_was_given_up_may_be_acted_upon_all_the_same_and_not_before(
    local: LocalDiscord, guild: Guild, bot: ExampleBot
) -> None:
    local.faults.drop("POST", r"/channels/\d+/messages", before=False, given_up=True)
    sending = asyncio.create_task(bot.get_partial_messageable(guild.channel.id).send("x"))
    async with asyncio.timeout(3):
        while not any(of["method"] == "POST" for of in local.requests):  # noqa: ASYNC110 - nothing could set an event
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    before = len(local.messages(guild.channel))
    sending.cancel()
    async with asyncio.timeout(3):
        while not guild.channel.posted:  # noqa: ASYNC110 - nothing could set an event
            await asyncio.sleep(0.01)

    assert before == 0
    assert [message["content"] for message in local.messages(guild.channel)] == ["x"]


@pytest.mark.parametrize(("when", "posted"), [("before", 0), ("after", 1)])
async def test_a_lost_connection_leaves_the_bot_in_doubt(
    local: LocalDiscord, guild: Guild, bot: ExampleBot, when: str, posted: int
) -> None:
    """The bot cannot tell whether its message was posted; the local Discord knows."""
    local.faults.drop("POST", r"/channels/\d+/messages", before=when == "before")

    with pytest.raises(OSError, match="reset"):
        await bot.get_partial_messageable(guild.channel.id).send("x")

    assert len(local.messages(guild.channel)) == posted
    assert local.faults.left == 0


@pytest.mark.parametrize("code", [None, 4000])
@pytest.mark.usefixtures("bot")
async def test_a_dropped_client_resumes_and_misses_nothing(local: LocalDiscord, guild: Guild, code: int | None) -> None:
    """What happened while the wire was cut is replayed."""
    await local.drop_gateway(code)
    answer = await local.member(guild, "anna").slash("quote", query="x", timeout=10)
    await local.ready()

    assert answer.kind == 4
    assert [frame["op"] for frame in local.frames if frame["op"] != 1] == [2, 6]
    assert len(local.identifies) == 1


@pytest.mark.usefixtures("bot")
async def test_a_client_that_is_asked_to_reconnect_resumes_and_misses_nothing(
    local: LocalDiscord, guild: Guild
) -> None:
    local.ask_to_reconnect()
    answer = await local.member(guild, "anna").slash("quote", query="x", timeout=10)

    assert answer.kind == 4
    assert [frame["op"] for frame in local.frames if frame["op"] != 1] == [2, 6]


@pytest.mark.usefixtures("bot")
async def test_a_client_whose_session_is_over_begins_another(local: LocalDiscord, guild: Guild) -> None:
    local.end_sessions()
    assert local.connected == []

    # discord.py waits for some seconds first.
    await local.ready(20)

    assert len(local.identifies) == 2
    assert (await local.member(guild, "anna").slash("quote", query="x", timeout=10)).kind == 4


@pytest.mark.usefixtures("bot")
async def test_a_clock_that_is_ahead_is_told_by_the_date_of_answers(local: LocalDiscord) -> None:
    local.ahead = timedelta(days=2)

    async with aiohttp.ClientSession() as session, session.get(f"{local.api_base}/gateway/bot") as response:
        told = parsedate_to_datetime(response.headers["Date"])

    assert timedelta(days=2) - timedelta(minutes=1) < told - datetime.now(UTC) <= timedelta(days=2)


@pytest.mark.usefixtures("bot")
async def test_a_closed_door_keeps_clients_out_until_it_opens(local: LocalDiscord) -> None:
    """The client backs off and comes back by itself."""
    local.refuse_connections(True)
    await local.drop_gateway()
    with pytest.raises(TimeoutError):
        await local.ready(timeout=0.1)

    local.refuse_connections(False)

    await local.ready(timeout=10)


async def test_guilds_come_and_go_while_the_client_runs(local: LocalDiscord, guild: Guild, bot: ExampleBot) -> None:
    """An outage is not a farewell; a removed guild refuses posts."""
    await bot.wait_until_ready()
    second = local.add_guild("Tweede")
    await bot.wait_for("guild_join", timeout=3)
    local.remove_guild(guild, unavailable=True)
    await bot.wait_for("guild_unavailable", timeout=3)
    local.remove_guild(second)
    await bot.wait_for("guild_remove", timeout=3)
    # discord.py tells whoever waits and whoever listens in an order of its own.
    await asyncio.sleep(0.1)

    assert bot.heard == ["join Tweede", "remove Tweede"]
    with pytest.raises(discord.Forbidden):
        await bot.get_partial_messageable(second.channel.id).send("x")


@pytest.mark.usefixtures("guild")
async def test_any_event_can_be_sent(local: LocalDiscord) -> None:
    """A malformed one ends the client, as it would for real."""
    with pointed_at(local.api_base, local.gateway_url):
        async with ExampleBot() as client:
            task = asyncio.create_task(client.start(local.token))
            await local.ready()
            local.send_event("INTERACTION_CREATE", {"id": "1", "type": 2, "token": "t"})
            with pytest.raises(KeyError):
                await asyncio.wait_for(task, 3)


async def test_shards_hear_only_of_their_own_guilds(local: LocalDiscord) -> None:
    """(guild_id >> 22) % shards decides; private matters go to shard 0."""
    guilds = [local.add_guild(f"g{n}", guild_id=(1000 + n) << 22) for n in range(2)]
    local.shards = 2
    with pointed_at(local.api_base, local.gateway_url):
        client = discord.AutoShardedClient(intents=discord.Intents(guilds=True), guild_ready_timeout=0.1)
        client.before_identify_hook = _at_once  # type: ignore[method-assign]
        async with client:
            task = asyncio.create_task(client.start(local.token))
            await local.ready(shards=2)
            await client.wait_until_ready()
            shards = {guild.name: guild.shard_id for guild in client.guilds}
        await asyncio.gather(task, return_exceptions=True)

    assert shards == {guilds[0].name: 0, guilds[1].name: 1}
    assert sorted(identify["shard"] for identify in local.identifies) == [[0, 2], [1, 2]]


async def test_who_begins_sessions_too_fast_is_sent_away(local: LocalDiscord) -> None:
    """Two shards of one bucket, at once; of another bucket each might. Who is sent away finds the door closed."""
    local.shards, local.starts.apart_s = 4, 60.0
    local.starts.max_concurrency = 2
    with pointed_at(local.api_base, local.gateway_url):
        begun = [discord.Client(intents=discord.Intents(guilds=True), shard_id=of, shard_count=4) for of in range(3)]
        begun[2].before_identify_hook = partial(_last, local)  # type: ignore[method-assign]
        tasks = []
        for number, client in enumerate(begun):
            tasks.append(asyncio.create_task(client.start(local.token, reconnect=False)))
            if number < 2:
                await local.ready(shards=number + 1)
        await asyncio.gather(tasks[2], return_exceptions=True)
        told = await begun[0].http.request(discord.http.Route("GET", "/gateway/bot"))
        for client in begun:
            await client.close()
        await asyncio.gather(*tasks, return_exceptions=True)

    assert local.starts.too_fast == [2]
    assert told["session_start_limit"]["remaining"] == 997


async def _last(local: LocalDiscord, shard_id: int | None, *, initial: bool = False) -> None:
    """The connection is there; that of the next attempt would be forgotten by discord.py, with its heartbeat."""
    local.refuse_connections(True)


async def test_who_begins_more_sessions_than_there_are_has_the_token_taken_away(local: LocalDiscord) -> None:
    """discord.py ends."""
    local.starts.left = 0
    with pointed_at(local.api_base, local.gateway_url):
        async with discord.Client(intents=discord.Intents(guilds=True)) as client:
            with pytest.raises(discord.ConnectionClosed) as closed:
                await asyncio.wait_for(client.start(local.token), 3)

    assert closed.value.code == 4004


async def _at_once(shard_id: int | None, *, initial: bool = False) -> None:
    """No five seconds between shards."""


@pytest.mark.parametrize(("point", "stands"), [("arrived", 0), ("half", 0), ("acted", 1), ("answered", 1)])
async def test_something_can_be_done_at_every_point_of_a_request(
    local: LocalDiscord, guild: Guild, bot: ExampleBot, point: Point, stands: int
) -> None:
    """The second message: of the first nothing is noticed."""
    found: asyncio.Queue[int] = asyncio.Queue()
    posted = guild.channel.posted
    channel = bot.get_partial_messageable(guild.channel.id)
    local.faults.at(point, "POST", r"/channels/\d+/messages", lambda: found.put_nowait(len(posted)), nth=2)

    await channel.send("x")
    assert found.empty()
    with suppress(OSError):
        await channel.send("y")

    assert await asyncio.wait_for(found.get(), 3) == 1 + stands
    assert len(posted) == (1 if point == "half" else 2)


@pytest.mark.parametrize("scope", ["user", "shared", "global"])
async def test_requests_that_come_while_none_is_wanted_are_counted(
    local: LocalDiscord, guild: Guild, bot: ExampleBot, scope: Scope
) -> None:
    """A client that waits sends none."""
    other = guild.add_channel("other")
    local.faults.rate_limit("POST", f"/channels/{guild.channel.id}/messages", 1.2, scope=scope)
    first = asyncio.create_task(bot.get_partial_messageable(guild.channel.id).send("x"))
    await local.requested("POST", "/channels/")
    await asyncio.sleep(0.6)
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {local.token}"}) as rude:
        for channel in (guild.channel, other):
            await rude.post(f"{local.api_base}/channels/{channel.id}/messages", json={"content": "y"})
    await first

    asked = [f"POST /channels/{channel.id}/messages" for channel in (guild.channel, other)]
    assert local.faults.rests.unwanted == asked[: 2 if scope == "global" else 1]


async def test_only_so_many_requests_a_second_are_allowed_and_answers_to_people_are_none_of_them(
    local: LocalDiscord, guild: Guild, bot: ExampleBot
) -> None:
    """discord.py waits as it is told, and everything arrives."""
    local.faults.rests.per_second = 3
    channels = [guild.add_channel(f"c{number}") for number in range(5)]
    await asyncio.gather(*(bot.get_partial_messageable(channel.id).send("x") for channel in channels))
    answers = [await local.member(guild, f"anna{number}").slash("whisper") for number in range(4)]

    assert [len(channel.posted) for channel in channels] == [1] * 5
    assert len(answers) == 4
    assert local.faults.rests.told >= 1
    assert local.faults.rests.unwanted == []
