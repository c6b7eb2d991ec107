"""Posts that nobody asked for by a command, each at most once, on a local Discord."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.daily.outbox import (
    CANNOT_SEE,
    FORBIDDEN,
    NO_PLACE,
    UNFIT,
    CannotSee,
    Refused,
    Removed,
    RetryAfter,
    TooMuch,
    marker,
)
from bot.errors import PlatformRefused
from bot.i18n import Languages
from bot.model import Message
from bot.reply import Heading, Notice, Reply
from bot.reply.accents import Accents
from tests.local_discord import Channel, pointed_at
from tests.local_discord.faults import Scope
from tests.platforms.discord.bench import Bench
from tests.platforms.discord.stage import AUTHORS, until

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.platforms.discord import requests  # isort: skip
from bot.platforms.discord.grounds import Grounds  # isort: skip
from bot.platforms.discord.layout import Layout  # isort: skip
from bot.platforms.discord.outbox import PAGE, PAGES, Outbox  # isort: skip
from bot.platforms.discord.requests import AWAY_S, InDoubt, Requests  # isort: skip
from discord.http import Route  # isort: skip

pytestmark = pytest.mark.asyncio(loop_scope="module")

VIEW, SEND, HISTORY, SEND_IN_THREADS = 1 << 10, 1 << 11, 1 << 16, 1 << 38
KEY = "abcdefghij2345678901"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def post(key: str = KEY) -> Reply:
    values = {"kind": "excerpt", "date": "2026-11-22", "marker": marker(key)}
    return Reply((Heading(Message("daily-excerpt")), Notice(Message("daily-marker", values), quiet=True)), locale="nl")


@pytest.fixture
def bench(shared_bench: Bench) -> Bench:
    return shared_bench


def posts(bench: Bench, channel: Channel) -> list[Any]:
    """What the bot asked Discord to post there, whatever became of it."""
    return [of["body"] for of in bench.asked(f"/channels/{channel.id}/messages")]


def sending(channel: Channel) -> tuple[str, str]:
    return "POST", f"^/channels/{channel.id}/messages$"


async def test_a_post_stands_there_once_however_often_it_is_sent_and_mentions_nobody(bench: Bench) -> None:
    channel = bench.channel()

    names = [await bench.outbox.send(str(channel.id), post(), KEY) for _ in range(2)]

    assert names == [str(bench.stage.local.messages(channel)[0]["id"])] * 2
    assert len(bench.stage.local.messages(channel)) == 1
    for body in posts(bench, channel):
        assert (body["nonce"], body["enforce_nonce"]) == (KEY, True)
        assert body["allowed_mentions"]["parse"] == []
    assert posts(bench, channel)[0] == posts(bench, channel)[1]


async def test_what_was_posted_is_found_after_the_anchor_among_all_that_others_write(bench: Bench) -> None:
    channel = bench.channel()
    place, anna = await bench.seen(channel), bench.stage.local.member(bench.stage.guild, "anna", channel=channel)
    anna.say("voor")
    anchor = await bench.outbox.anchor(place)
    sent = await bench.outbox.send(place, post(), KEY)
    for number in range(PAGE + 7):
        anna.say(f"{number} {marker(KEY)}")

    assert await bench.outbox.find(place, KEY, anchor, LONG_AGO) == sent
    assert await bench.outbox.find(place, KEY, None, datetime.now(UTC)) == sent
    assert await bench.outbox.find(place, KEY, sent, LONG_AGO) is None
    assert await bench.outbox.find(place, "other", anchor, LONG_AGO) is None
    assert await bench.outbox.find(place, KEY, None, datetime.now(UTC) + timedelta(hours=1)) is None


async def test_an_answer_of_the_bots_that_ends_alike_is_no_post(bench: Bench) -> None:
    channel = bench.channel()
    place, world = await bench.seen(channel), bench.stage.local
    await bench.outbox.send(place, post(), KEY)
    [message] = world.messages(channel)
    world._world.keep({**message, "interaction_metadata": {"id": "1"}})

    assert await bench.outbox.find(place, KEY, None, LONG_AGO) is None


async def test_where_the_bot_may_not_look_back_nobody_can_tell(bench: Bench) -> None:
    channel = bench.channel(permissions=VIEW | SEND)
    place = await bench.seen(channel)
    await bench.outbox.send(place, post(), KEY)

    with pytest.raises(CannotSee) as told:
        await bench.outbox.find(place, KEY, None, LONG_AGO)
    assert told.value.reason == CANNOT_SEE


async def test_where_there_is_too_much_to_look_through_nobody_can_tell(bench: Bench) -> None:
    channel = bench.channel()
    place, anna = await bench.seen(channel), bench.stage.local.member(bench.stage.guild, "anna", channel=channel)
    for _ in range(PAGE * PAGES):
        anna.say("x")

    with pytest.raises(TooMuch):
        await bench.outbox.find(place, KEY, None, LONG_AGO)


async def test_the_anchor_is_the_last_message_and_nothing_where_there_is_none(bench: Bench) -> None:
    channel = bench.channel()
    place, anna = await bench.seen(channel), bench.stage.local.member(bench.stage.guild, "anna", channel=channel)
    before = await bench.outbox.anchor(place)
    said = anna.say("hallo")

    assert before is None
    assert await bench.outbox.anchor(place) == said["id"]


async def test_what_discord_refuses_for_certain_is_named(bench: Bench) -> None:
    deleted, closed, silent = bench.channel(), bench.channel(permissions=0), bench.channel(permissions=VIEW)
    bench.stage.guild.remove_channel(deleted)
    long = replace(post(), blocks=tuple(Notice(Message("daily-late")) for _ in range(41)))

    for place, reply, reason in [
        (str(deleted.id), post(), NO_PLACE),
        ("no channel", post(), NO_PLACE),
        (str(closed.id), post(), FORBIDDEN),
        (str(silent.id), post(), FORBIDDEN),
        (str(bench.channel().id), long, UNFIT),
    ]:
        with pytest.raises(Refused, match=reason):
            await bench.outbox.send(place, reply, KEY)
    with pytest.raises(Refused, match=NO_PLACE):
        await bench.outbox.anchor(str(deleted.id))
    with pytest.raises(Refused, match=NO_PLACE):
        await bench.outbox.find(str(deleted.id), KEY, None, LONG_AGO)


async def test_what_somebody_removed_is_not_posted_again(bench: Bench) -> None:
    channel = bench.channel()
    await bench.outbox.send(str(channel.id), post(), KEY)
    bench.stage.local.delete(bench.stage.local.messages(channel)[0])

    with pytest.raises(Removed):
        await bench.outbox.send(str(channel.id), post(), KEY)


async def test_a_400_that_discord_gives_is_a_refusal_and_one_from_elsewhere_leaves_doubt(bench: Bench) -> None:
    channel = bench.channel()
    bench.script().answer(*sending(channel), status=400, body={"code": 50035, "message": "Invalid Form Body"})
    with pytest.raises(Refused, match=UNFIT):
        await bench.outbox.send(str(channel.id), post(), KEY)

    bench.script().answer(*sending(channel), status=403, body="<html>blocked</html>")
    with pytest.raises(Exception, match="403") as raised:
        await bench.outbox.send(str(channel.id), post(), KEY)
    assert not isinstance(raised.value, Refused)


async def test_a_token_that_discord_does_not_know_any_more_ends_all(bench: Bench) -> None:
    channel = bench.channel()
    bench.script().answer(*sending(channel), status=401, body={"code": 0, "message": "401: Unauthorized"})

    with pytest.raises(PlatformRefused):
        await bench.outbox.send(str(channel.id), post(), KEY)


@pytest.mark.parametrize("before", [True, False])
async def test_a_lost_answer_leaves_doubt(bench: Bench, before: bool) -> None:  # noqa: FBT001 - what is tried
    channel = bench.channel()
    place = await bench.seen(channel)
    bench.script().drop(*sending(channel), before=before)

    with pytest.raises(InDoubt):
        await bench.outbox.send(place, post(), KEY)

    assert len(posts(bench, channel)) == 1
    assert (await bench.outbox.find(place, KEY, None, LONG_AGO) is None) == before


async def test_what_failed_at_discord_is_asked_again_with_the_same_nonce(bench: Bench) -> None:
    channel = bench.channel()
    bench.script().answer(*sending(channel), status=502)

    sent = await bench.outbox.send(str(channel.id), post(), KEY)

    assert [of["id"] for of in bench.stage.local.messages(channel)] == [sent]
    assert [of["nonce"] for of in posts(bench, channel)] == [KEY, KEY]


async def test_a_refusal_of_what_may_have_been_posted_before_leaves_doubt(bench: Bench) -> None:
    channel = bench.channel()
    bench.script().answer(*sending(channel), status=502)
    bench.script().answer(*sending(channel), status=403, body={"code": 50013, "message": "Missing Permissions"})

    with pytest.raises(InDoubt):
        await bench.outbox.send(str(channel.id), post(), KEY)


async def test_a_limit_of_a_channel_is_told_at_once_and_kept_to(bench: Bench) -> None:
    channel, other = bench.channel(), bench.channel("elders")
    bench.script().rate_limit(*sending(channel), 1.5)

    with pytest.raises(RetryAfter) as told:
        await asyncio.wait_for(bench.outbox.send(str(channel.id), post(), KEY), 1.4)
    with pytest.raises(RetryAfter) as again:
        await bench.outbox.send(str(channel.id), post(), KEY)
    await bench.outbox.send(str(other.id), post(), KEY)
    await asyncio.sleep(1.6)

    assert (told.value.seconds, told.value.everywhere) == (1.5, False)
    assert 0 < again.value.seconds <= 1.5
    assert len(posts(bench, channel)) == 1
    await bench.outbox.send(str(channel.id), post(), KEY)
    assert len(posts(bench, channel)) == 2


@pytest.mark.parametrize("via", [True, False])
async def test_a_limit_of_everything_holds_everywhere_and_not_for_ever(
    bench: Bench,
    via: bool,  # noqa: FBT001 - what is tried
) -> None:
    channel, other = bench.channel(), bench.channel("elders")
    scope = "global" if via else "user"
    bench.script().rate_limit(*sending(channel), 1.5, scope=scope, via=via)

    with pytest.raises(RetryAfter) as told:
        await bench.outbox.send(str(channel.id), post(), KEY)
    with pytest.raises(RetryAfter) as elsewhere:
        await bench.outbox.send(str(other.id), post(), KEY)
    await asyncio.sleep(1.6)

    assert told.value.everywhere
    assert elsewhere.value.everywhere
    assert posts(bench, other) == []
    await bench.outbox.send(str(other.id), post(), KEY)


@pytest.mark.parametrize(("scope", "rests"), [("global", True), ("user", False)])
async def test_a_limit_of_everything_that_a_command_met_holds_for_posts_too(
    bench: Bench,
    scope: Scope,
    rests: bool,  # noqa: FBT001 - what comes of it
) -> None:
    channel = bench.channel()
    bench.script().rate_limit("GET", "^/gateway/bot$", 1.5, scope=scope)
    command = asyncio.create_task(bench.client.http.request(Route("GET", "/gateway/bot")))
    await until(lambda: bench.script().left == 0)
    await asyncio.sleep(0.1)

    if rests:
        with pytest.raises(RetryAfter) as told:
            await bench.outbox.send(str(channel.id), post(), KEY)
        assert told.value.everywhere
    else:
        await bench.outbox.send(str(channel.id), post(), KEY)
    await command

    assert len(posts(bench, channel)) == (0 if rests else 1)


async def test_what_stood_behind_a_post_that_met_a_limit_is_not_sent_into_it(bench: Bench) -> None:
    channel = bench.channel()
    bench.script().rate_limit(*sending(channel), 1.5, via=False)

    told = await asyncio.gather(
        *(bench.outbox.send(str(channel.id), post(key), key) for key in (KEY, KEY[::-1])), return_exceptions=True
    )
    await asyncio.sleep(1.6)

    assert [type(of) for of in told] == [RetryAfter, RetryAfter]
    assert len(posts(bench, channel)) == 1


async def test_a_shorter_limit_that_is_told_later_does_not_end_a_longer_one(bench: Bench) -> None:
    first, second, third = bench.channel(), bench.channel("elders"), bench.channel("verder")
    bench.script().delay(*sending(second), 0.3)
    bench.script().rate_limit(*sending(second), 0.1, via=False)
    bench.script().rate_limit(*sending(first), 1.5, via=False)

    await asyncio.gather(
        *(bench.outbox.send(str(of.id), post(), KEY) for of in (first, second)), return_exceptions=True
    )
    await asyncio.sleep(0.2)
    with pytest.raises(RetryAfter) as told:
        await bench.outbox.send(str(third.id), post(), KEY)
    await asyncio.sleep(1.6)

    assert told.value.seconds > 0.5
    assert [len(posts(bench, of)) for of in (first, second, third)] == [1, 1, 0]


async def test_a_sender_that_waits_no_longer_leaves_no_request_behind(bench: Bench) -> None:
    channel = bench.channel()
    bench.script().answer(*sending(channel), status=502)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bench.outbox.send(str(channel.id), post(), KEY), 0.3)
    await asyncio.sleep(1.2)

    assert len(posts(bench, channel)) == 1


async def test_where_discord_cannot_be_reached_nothing_was_sent_for_certain(bench: Bench) -> None:
    channel = bench.channel()
    with pointed_at("http://127.0.0.1:1/api/v10", bench.stage.local.gateway_url), pytest.raises(RetryAfter) as told:
        await bench.outbox.send(str(channel.id), post(), KEY)

    assert (told.value.seconds, told.value.everywhere) == (AWAY_S, True)


async def test_what_stands_behind_other_requests_for_long_is_put_off_and_not_sent_later(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = bench.channel()
    monkeypatch.setattr(requests, "PATIENCE_S", 0.1)
    assert bench.client
    gate = bench.client.http._global_over
    gate.clear()

    with pytest.raises(RetryAfter) as told:
        await bench.outbox.send(str(channel.id), post(), KEY)
    gate.set()
    await asyncio.sleep(0.2)

    assert not told.value.everywhere
    assert posts(bench, channel) == []


async def test_what_time_it_is_there_is_told_by_the_date_of_an_answer(bench: Bench) -> None:
    told = await bench.outbox.time()
    bench.script().answer("GET", "^/gateway/bot$", status=503)
    in_vain = await bench.outbox.time()

    assert told is not None
    assert abs(told - datetime.now(UTC)) < timedelta(seconds=3)
    assert in_vain is None


async def test_what_the_bot_lacks_in_a_place_is_named_by_what_is_needed(bench: Bench) -> None:
    community, guild = f"discord:{bench.stage.guild.id}", bench.stage.guild
    blind, thread = bench.channel(permissions=VIEW), guild.add_thread("draad")
    await bench.seen(thread)
    lacking = bench.grounds.lacking

    assert await lacking(community, await bench.seen(bench.channel()), ["post", "read-back"]) == ()
    assert await lacking(community, await bench.seen(blind), ["post", "read-back"]) == (
        "permission-send-messages",
        "permission-read-message-history",
    )
    assert await lacking(community, str(thread.id), ["post", "thread"]) == ("lacking-thread-place",)
    assert await lacking(community, "1", ["post"]) is None
    assert await lacking(community, "#algemeen", ["post"]) is None
    assert await lacking("discord:1", str(thread.id), ["post"]) is None


async def test_a_thread_that_nobody_writes_in_is_asked_for(bench: Bench) -> None:
    community, thread = f"discord:{bench.stage.guild.id}", bench.stage.guild.add_thread("draad")
    place = await bench.seen(thread)
    assert bench.client
    guild = bench.client.get_guild(bench.stage.guild.id)
    assert guild
    guild._threads.pop(thread.id)

    assert await bench.grounds.lacking(community, place, ["post", "thread"]) == ("lacking-thread-place",)
    assert await bench.outbox.find(place, KEY, None, LONG_AGO) is None


async def test_what_is_allowed_later_is_seen_at_once(bench: Bench) -> None:
    channel = bench.channel(permissions=VIEW)
    place, community = await bench.seen(channel), f"discord:{bench.stage.guild.id}"
    before = await bench.grounds.lacking(community, place, ["post"])
    bench.stage.guild.permit_bot(channel, VIEW | SEND)
    await asyncio.sleep(0.1)

    assert before == ("permission-send-messages",)
    assert await bench.grounds.lacking(community, place, ["post"]) == ()


async def test_it_speaks_as_the_server_does(bench: Bench) -> None:
    other = bench.stage.local.add_guild("Reading", "en-US")
    await until(lambda: bench.client is not None and bench.client.get_guild(other.id) is not None)

    assert bench.grounds.spoken(f"discord:{bench.stage.guild.id}") == "nl"
    assert bench.grounds.spoken(f"discord:{other.id}") == "en"
    assert bench.grounds.spoken("discord:1") == "nl"


async def test_without_a_client_nothing_is_refused_and_nothing_is_known(languages: Languages) -> None:
    nobody = Requests()
    grounds = Grounds(nobody, languages)
    outbox = Outbox(nobody, grounds, Layout(languages, Accents(AUTHORS)))

    for asked in (outbox.send("1", post(), KEY), outbox.find("1", KEY, None, LONG_AGO), outbox.anchor("1")):
        with pytest.raises(RetryAfter) as told:
            await asked
        assert (told.value.seconds, told.value.everywhere) == (AWAY_S, True)
    assert await outbox.time() is None
