"""`serve` posts daily: once, at its time, whatever becomes of the requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot.daily.outbox import FORBIDDEN, NO_PLACE, marker
from bot.errors import PlatformRefused
from bot.library.library import Library
from bot.store.deliveries import FAILED, POST, SENT, UNKNOWN
from tests.app.serving import KEY, Serving, serving, soon
from tests.local_discord import Channel, LocalDiscord
from tests.local_discord.components import walk
from tests.platforms.discord.rendering import quotations
from tests.platforms.discord.stage import asked_for, seeds, until

VIEW, SEND = 1 << 10, 1 << 11
MANAGER = 1 << 5
EPHEMERAL = 64


@pytest_asyncio.fixture
async def bot(local: LocalDiscord, library: Library, tmp_path: Path) -> AsyncIterator[Serving]:
    async with serving(local, library, tmp_path) as made:
        yield made


def texts(message: dict[str, Any]) -> list[str]:
    return [of["content"] for of in walk(message["components"]) if "content" in of]


async def stands(bot: Serving, channel: Channel) -> list[dict[str, Any]]:
    """The posts of a channel once whatever could bring another has had its time."""
    await asyncio.sleep(1)
    return bot.local.messages(channel)


async def test_a_schedule_is_posted_once_at_its_time_for_everybody_and_calls_nobody(bot: Serving) -> None:
    channel = bot.guild.add_channel("dagelijks")
    await bot.put(soon(channel, 1.5))
    await asyncio.sleep(1)
    early = bot.local.messages(channel)

    delivery = await bot.settled(POST)
    [message] = await stands(bot, channel)

    assert early == []
    assert (delivery.state, delivery.message) == (SENT, message["id"])
    assert message["flags"] & EPHEMERAL == 0
    *_, last = texts(message)
    assert last.startswith("-# ")
    assert last.endswith(marker(delivery.key))
    [quotation] = quotations(message["components"])
    assert quotation.text in seeds()[quotation.passage.rpartition("-")[0]]
    [asked] = bot.tried(channel)
    assert asked["body"]["allowed_mentions"]["parse"] == []
    assert asked["body"]["nonce"] == delivery.key


async def test_the_buttons_of_a_post_are_answered_to_whoever_presses_alone(bot: Serving) -> None:
    channel = bot.guild.add_channel("dagelijks")
    member = bot.local.member(bot.guild, "anna", "nl", channel=channel)
    await bot.post_now(channel)
    await bot.settled()
    [message] = bot.local.messages(channel)
    buttons = [of["custom_id"] for of in walk(message["components"]) if "custom_id" in of]

    answers = [await member.press(message, of) for of in buttons]

    assert len(answers) == 2
    assert all(of.ephemeral for of in answers)
    assert bot.local.messages(channel) == [message]


@pytest.mark.parametrize("kind", ["excerpt", "positions"])
async def test_a_post_whose_answer_was_lost_is_found_again_and_not_posted_twice(bot: Serving, kind: str) -> None:
    """Discord is of no help: it has forgotten the nonce."""
    bot.local.nonce_s = 0
    channel = bot.guild.add_channel("dagelijks")
    bot.local.faults.drop(*bot.posting(channel), before=False)

    await bot.post_now(channel, kind=kind)
    delivery = await bot.settled()
    [message] = await stands(bot, channel)

    assert (delivery.state, delivery.message) == (SENT, message["id"])
    assert len(bot.tried(channel)) == 1


async def test_a_post_that_never_arrived_is_posted_once_it_is_sure(bot: Serving) -> None:
    channel = bot.guild.add_channel("dagelijks")
    bot.local.faults.drop(*bot.posting(channel), before=True)

    await bot.post_now(channel)
    delivery = await bot.settled()
    [message] = await stands(bot, channel)

    assert (delivery.state, delivery.message) == (SENT, message["id"])
    first, second = bot.tried(channel)
    assert first["body"] == second["body"]


async def test_where_nobody_may_look_back_what_may_stand_there_is_never_posted_again(bot: Serving) -> None:
    bot.local.nonce_s = 0
    channel = bot.guild.add_channel("dagelijks", app_permissions=VIEW | SEND)
    bot.local.faults.drop(*bot.posting(channel), before=False)

    await bot.post_now(channel, within=3)
    delivery = await bot.settled()

    assert (delivery.state, delivery.reason) == (UNKNOWN, "cannot-see")
    assert len(await stands(bot, channel)) == len(bot.tried(channel)) == 1


async def test_a_channel_that_is_gone_is_refused_and_said_to_be(bot: Serving) -> None:
    channel = bot.guild.add_channel("weg")
    bot.guild.remove_channel(channel)

    await bot.post_now(channel)
    delivery = await bot.settled()

    assert (delivery.state, delivery.reason, bot.tried(channel)) == (FAILED, NO_PLACE, [])
    due = await bot.daily.schedules.due(bot.community, KEY)
    assert due is not None
    # Only posts of the schedule count towards the days after which it stops.
    assert due.refused_since is None


async def test_a_channel_where_the_bot_may_not_write_is_refused_and_said_to_be(bot: Serving) -> None:
    channel = bot.guild.add_channel("dicht", app_permissions=VIEW)

    await bot.post_now(channel)
    delivery = await bot.settled()

    assert (delivery.state, delivery.reason, len(bot.tried(channel))) == (FAILED, FORBIDDEN, 1)


@pytest.mark.parametrize("scope", ["user", "shared", "global"])
async def test_what_discord_does_not_want_yet_is_posted_when_it_does(bot: Serving, scope: Any) -> None:  # noqa: ANN401
    channel = bot.guild.add_channel("dagelijks")
    bot.local.faults.rate_limit(*bot.posting(channel), 1.5, scope=scope)

    await bot.post_now(channel)
    await until(lambda: len(bot.tried(channel)) == 1)
    delivery = await bot.settled()

    assert delivery.state == SENT
    assert len(await stands(bot, channel)) == 1
    assert len(bot.tried(channel)) == 2
    assert bot.local.faults.rests.unwanted == []


async def test_posts_go_on_while_the_gateway_is_gone_or_wait_until_it_is_back(bot: Serving) -> None:
    channel = bot.guild.add_channel("dagelijks")
    bot.local.refuse_connections(refuse=True)
    await bot.local.drop_gateway(4009)

    await bot.post_now(channel)
    await asyncio.sleep(0.5)
    bot.local.refuse_connections(refuse=False)
    delivery = await bot.settled(seconds=20)

    assert delivery.state == SENT
    assert len(await stands(bot, channel)) == 1


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("POST", "/messages")])
async def test_told_to_stop_it_lets_a_post_that_is_under_way_arrive(bot: Serving, method: str, path: str) -> None:
    """What it asks of the channel first is under way too."""
    channel = bot.guild.add_channel("dagelijks")
    bot.local.faults.delay(method, f"^/channels/{channel.id}{path}$", 1.0)
    await bot.post_now(channel)
    await asked_for(bot.local, f"/channels/{channel.id}{path}")

    bot.stop.set()
    await asyncio.wait_for(bot.ended, 8)

    delivery = await bot.delivery()
    [message] = bot.local.messages(channel)
    assert (delivery.state, delivery.message) == (SENT, message["id"])


async def test_a_post_that_never_arrives_does_not_hold_up_the_end(bot: Serving) -> None:
    channel = bot.guild.add_channel("dagelijks")
    bot.local.faults.delay(*bot.posting(channel), 60)
    await bot.post_now(channel)
    await asked_for(bot.local, f"/channels/{channel.id}/messages")

    bot.stop.set()
    await asyncio.wait_for(bot.ended, 8)

    assert (await bot.delivery()).ended_at is None


async def test_a_token_that_is_no_longer_known_ends_all(bot: Serving) -> None:
    channel = bot.guild.add_channel("dagelijks")
    unauthorized = {"message": "401: Unauthorized", "code": 0}
    bot.local.faults.answer(*bot.posting(channel), status=401, body=unauthorized, times=9)

    await bot.post_now(channel)
    with pytest.raises(ExceptionGroup) as ended:
        await asyncio.wait_for(asyncio.shield(bot.ended), 10)

    assert ended.value.split(PlatformRefused)[1] is None
    assert (await bot.delivery()).state == "claimed"


async def test_each_attempt_at_a_post_has_one_id_in_the_log_and_its_key(bot: Serving) -> None:
    channel = bot.guild.add_channel("dagelijks")
    bot.local.faults.drop(*bot.posting(channel), before=False)
    with capture_logs([merge_contextvars]) as events:
        await bot.post_now(channel)
        delivery = await bot.settled()
    of_it = [event for event in events if event.get("delivery") == delivery.key]
    doubted, done = (
        next(event for event in of_it if event["event"] == name) for name in ("delivery-in-doubt", "delivered")
    )

    assert {event["request"] for event in of_it} == {doubted["request"], done["request"]}
    assert doubted["request"] != done["request"]
    assert {"transaction", "platform answered"} <= {event["event"] for event in of_it}
    assert (done["platform"], done["attempts"]) == ("discord", 2)
    assert 0 <= done["late"] < 60
