"""What follows a post on Discord: threads, posts in forums, calls of a role, polls; each once, and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.daily.outbox import FORBIDDEN, UNFIT, CannotSee, Refused, Removed, RetryAfter, marker
from bot.daily.polls import Tally
from bot.daily.steps import under
from bot.model import MentionedRole, Message
from bot.reply import Action, Heading, Notice, Poll, Reply
from tests.local_discord import Channel, Role
from tests.local_discord.places import FORUM, NEWS, USUAL_PERMISSIONS
from tests.local_discord.thread_routes import REQUIRE_TAG, WEEK
from tests.platforms.discord.bench import Bench
from tests.platforms.discord.stage import until

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.platforms.discord.requests import InDoubt  # isort: skip

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEND, THREADS, SEND_POLLS, MANAGE_ROLES, MENTION_ALL = 1 << 11, 1 << 35, 1 << 49, 1 << 28, 1 << 17
KEY, OTHER = "abcdefghij2345678901", "zyxwvutsrq2345678901"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
ALL = USUAL_PERMISSIONS | THREADS | SEND_POLLS | MANAGE_ROLES
THREAD = Reply((), name="Kronstadt", locale="nl")


def mark(kind: str, key: str = KEY) -> Notice:
    return Notice(Message("step-marker", {"kind": kind, "marker": marker(key)}), quiet=True)


def post(key: str = KEY) -> Reply:
    return Reply((Heading(Message("daily-excerpt")), mark("call", key)), locale="nl", name="Kronstadt")


def call(role: str, key: str = KEY) -> Reply:
    told = Notice(Message("call-told", {"role": MentionedRole(role), "title": "@everyone <@&1>"}))
    return Reply((told, mark("call", key)), (Action("tell-me", "k"), Action("tell-me-not", "k")), calls=role)


def poll(key: str = KEY) -> Reply:
    asked = Poll(Message("poll-question", {"topic": "T" * 300}), ("Per-Åke Westerlund", "P" * 60), 23)
    return Reply((mark("poll", key),), poll=asked, locale="nl")


async def seen_role(bench: Bench, **about: Any) -> Role:  # noqa: ANN401 - as of a role
    """A role that the bot's client knows."""
    role = bench.stage.guild.add_role("lezers", **{"mentionable": True, **about})
    await until(lambda: bool(bench.guild.get_role(role.id)))
    return role


async def lacks(bench: Bench, channel: Channel, *needs: Any, role: str = "") -> tuple[str, ...] | None:  # noqa: ANN401
    community = f"discord:{bench.stage.guild.id}"
    return await bench.grounds.lacking(community, await bench.seen(channel), needs, role)


@pytest_asyncio.fixture(loop_scope="module")
async def bench(shared_bench: Bench) -> Bench:
    """A server of the test's own."""
    made = replace(
        shared_bench, stage=replace(shared_bench.stage, guild=shared_bench.stage.local.add_guild("Leesgroep", "nl"))
    )
    made.stage.guild.permit_bot_here(ALL)
    await made.seen(made.stage.guild.channel)
    await until(lambda: made.guild.me.guild_permissions.value & ALL == ALL)
    return made


@pytest.mark.parametrize("kind", [0, NEWS])
async def test_a_thread_is_opened_at_a_post_once_and_lasts_a_week(bench: Bench, kind: int) -> None:
    channel = bench.channel(kind=kind)
    sent = await bench.boxes.send(str(channel.id), post(), KEY)
    place = under(str(channel.id), sent)
    assert await bench.boxes.find(place, OTHER, None, LONG_AGO) is None

    names = [await bench.boxes.send(place, THREAD, OTHER) for _ in range(2)]

    assert names == [sent, sent]
    assert await bench.boxes.find(place, OTHER, None, LONG_AGO) == sent
    assert await bench.boxes.anchor(place) is None
    [asked] = bench.asked(f"/channels/{channel.id}/messages/{sent}/threads")
    assert (asked["body"]["name"], asked["body"]["auto_archive_duration"]) == ("Kronstadt", WEEK)
    [thread] = [of for of in bench.stage.guild.channels if of.id == int(sent)]
    assert (thread.name, thread.parent) == ("Kronstadt", channel)


async def test_a_thread_that_somebody_else_was_first_to_open_is_as_good(bench: Bench) -> None:
    channel = bench.channel()
    sent = await bench.boxes.send(str(channel.id), post(), KEY)
    faults = bench.stage.local.faults
    faults.at("arrived", "POST", "/threads$", lambda: _opened(bench, channel, int(sent)))

    assert await bench.boxes.send(under(str(channel.id), sent), THREAD, OTHER) == sent


def _opened(bench: Bench, channel: Channel, message: int) -> None:
    thread = Channel("andere", 11, bench.stage.guild, channel, [])
    thread.id = message
    bench.stage.guild.open_thread(thread)


async def test_a_thread_whose_answer_was_lost_is_found(bench: Bench) -> None:
    channel = bench.channel()
    sent = await bench.boxes.send(str(channel.id), post(), KEY)
    bench.stage.local.faults.drop("POST", "/threads$", before=False)

    with pytest.raises(InDoubt):
        await bench.boxes.send(under(str(channel.id), sent), THREAD, OTHER)

    assert await bench.boxes.find(under(str(channel.id), sent), OTHER, None, LONG_AGO) == sent


async def test_a_thread_is_refused_where_the_bot_may_not_or_the_post_is_gone(bench: Bench) -> None:
    closed, channel = bench.channel(permissions=USUAL_PERMISSIONS), bench.channel()
    sent = await bench.boxes.send(str(closed.id), post(), KEY)
    with pytest.raises(Refused, match=FORBIDDEN):
        await bench.boxes.send(under(str(closed.id), sent), THREAD, OTHER)

    sent = await bench.boxes.send(str(channel.id), post(), KEY)
    bench.stage.local.delete(bench.stage.local.messages(channel)[0])
    with pytest.raises(Removed):
        await bench.boxes.send(under(str(channel.id), sent), THREAD, OTHER)


async def test_in_a_forum_a_post_is_a_thread_and_found_again(bench: Bench) -> None:
    forum = bench.channel(kind=FORUM)
    place = await bench.seen(forum)
    before = await bench.boxes.send(place, post(OTHER), OTHER)
    sent = await bench.boxes.send(place, post(), KEY)

    assert await bench.boxes.find(place, KEY, None, LONG_AGO) == sent
    assert await bench.boxes.find(place, KEY, before, LONG_AGO) == sent
    assert await bench.boxes.find(place, OTHER, None, LONG_AGO) == before
    assert await bench.boxes.find(place, OTHER, before, LONG_AGO) is None
    assert await bench.boxes.find(place, KEY, None, datetime.now(UTC) + timedelta(hours=1)) is None
    [thread] = [of for of in bench.stage.guild.channels if of.id == int(sent)]
    assert (thread.parent, thread.name, thread.lasts) == (forum, "Kronstadt", WEEK)
    assert await bench.boxes.send(under(place, sent), THREAD, OTHER) == sent


async def test_a_post_in_a_forum_is_found_among_those_that_were_put_aside_and_not_taken_for_another(
    bench: Bench,
) -> None:
    forum = bench.channel(kind=FORUM)
    place = await bench.seen(forum)
    sent = await bench.boxes.send(place, post(), KEY)
    [thread] = [of for of in bench.stage.guild.channels if of.id == int(sent)]
    other = Channel("van een ander", 11, bench.stage.guild, forum, [bench.stage.local._world.owner])
    bench.stage.guild.open_thread(other)
    bench.stage.guild.put_aside(thread)

    assert await bench.boxes.find(place, KEY, None, LONG_AGO) == sent
    assert await bench.boxes.find(place, OTHER, None, LONG_AGO) is None


@pytest.mark.parametrize("drop", ["500", "after"])
async def test_what_may_stand_in_a_forum_is_not_posted_again_by_itself(bench: Bench, drop: str) -> None:
    forum = bench.channel(kind=FORUM)
    place = await bench.seen(forum)
    path = f"^/channels/{forum.id}/threads$"
    if drop == "after":
        bench.stage.local.faults.drop("POST", path, before=False)
    else:
        bench.stage.local.faults.answer("POST", path, status=500)

    with pytest.raises(InDoubt):
        await bench.boxes.send(place, post(), KEY)

    assert len(bench.asked(f"/channels/{forum.id}/threads")) == 1
    found = await bench.boxes.find(place, KEY, None, LONG_AGO)
    assert (found is not None) == (drop == "after")


async def test_a_forum_that_asks_for_tags_or_may_not_be_read_says_so(bench: Bench) -> None:
    forum = bench.channel(kind=FORUM)
    forum.flags = REQUIRE_TAG
    with pytest.raises(Refused, match=UNFIT):
        await bench.boxes.send(await bench.seen(forum), post(), KEY)

    blind = bench.channel(kind=FORUM, permissions=1 << 10 | SEND)
    with pytest.raises(CannotSee):
        await bench.boxes.find(await bench.seen(blind), KEY, None, LONG_AGO)


async def test_what_has_no_name_is_nothing_for_a_forum(bench: Bench) -> None:
    forum = bench.channel(kind=FORUM)
    place = await bench.seen(forum)

    for reply in (call("5"), poll()):
        with pytest.raises(Refused, match=UNFIT):
            await bench.boxes.send(place, reply, KEY)


async def test_a_call_reaches_the_one_role_and_nobody_else(bench: Bench) -> None:
    channel, role, other = bench.channel(), await seen_role(bench), await seen_role(bench)
    said = replace(call(str(role.id)), locale="nl")
    told = Message("call-told", {"role": MentionedRole(str(role.id)), "title": f"@everyone <@&{other.id}> <@7>"})

    sent = await bench.boxes.send(str(channel.id), replace(said, blocks=(Notice(told), *said.blocks[1:])), KEY)

    [body] = [of["body"] for of in bench.asked(f"/channels/{channel.id}/messages")]
    assert (body["allowed_mentions"]["parse"], body["allowed_mentions"]["roles"]) == ([], [role.id])
    [message] = bench.stage.local.messages(channel)
    assert message["mention_roles"] == [str(role.id)]
    assert await bench.boxes.find(await bench.seen(channel), KEY, None, LONG_AGO) == sent


async def test_everything_else_that_is_posted_calls_nobody(bench: Bench) -> None:
    channel, forum = bench.channel(), bench.channel(kind=FORUM)
    for place, reply, key in ((channel, post(), KEY), (channel, poll(OTHER), OTHER), (forum, post(), KEY)):
        await bench.boxes.send(await bench.seen(place), reply, key)

    bodies = [of["body"] for of in bench.asked(f"/channels/{channel.id}/messages")]
    bodies += [of["body"]["message"] for of in bench.asked(f"/channels/{forum.id}/threads")]
    assert len(bodies) == 3
    assert all(
        (body["allowed_mentions"]["parse"], body["allowed_mentions"].get("roles")) == ([], None) for body in bodies
    )


async def test_a_poll_is_held_once_and_found_again(bench: Bench) -> None:
    channel = bench.channel()
    place = await bench.seen(channel)

    names = [await bench.boxes.send(place, poll(), KEY) for _ in range(2)]

    [message] = bench.stage.local.messages(channel)
    assert names == [message["id"]] * 2
    [body, _] = [of["body"] for of in bench.asked(f"/channels/{channel.id}/messages")]
    answers = [of["poll_media"]["text"] for of in body["poll"]["answers"]]
    assert answers == ["Per-Åke Westerlund", "P" * 55]
    assert (body["poll"]["duration"], len(body["poll"]["question"]["text"])) == (23, 300)
    assert not body["poll"]["allow_multiselect"]
    assert body["content"].endswith(marker(KEY))
    assert await bench.boxes.find(place, KEY, None, LONG_AGO) == names[0]


async def test_the_votes_of_a_poll_are_read_by_its_answers(bench: Bench) -> None:
    channel = bench.channel()
    place, local = await bench.seen(channel), bench.stage.local
    sent = await bench.boxes.send(place, poll(), KEY)
    [message] = local.messages(channel)

    assert await bench.polls.tally(place, sent) == Tally((0, 0), final=False)
    local.vote(message, 2, 3)
    assert await bench.polls.tally(place, sent) == Tally((0, 3), final=False)
    local.vote(message, 1)
    local.end_poll(message)
    assert await bench.polls.tally(place, sent) == Tally((1, 3), final=True)


async def test_a_poll_that_is_gone_or_that_discord_does_not_tell_of_cannot_be_read(bench: Bench) -> None:
    channel = bench.channel()
    place, local = await bench.seen(channel), bench.stage.local
    sent = await bench.boxes.send(place, poll(), KEY)
    [message] = local.messages(channel)
    silent = await bench.boxes.send(place, post(OTHER), OTHER)
    with pytest.raises(CannotSee):
        await bench.polls.tally(place, silent)
    local.delete(message)
    with pytest.raises(CannotSee):
        await bench.polls.tally(place, sent)

    local.faults.rate_limit("GET", f"/channels/{channel.id}/messages/", 7)
    with pytest.raises(RetryAfter):
        await bench.polls.tally(place, sent)


async def test_a_poll_is_refused_where_the_bot_may_hold_none(bench: Bench) -> None:
    with pytest.raises(Refused, match=FORBIDDEN):
        await bench.boxes.send(str(bench.channel(permissions=USUAL_PERMISSIONS).id), poll(), KEY)


async def test_what_a_place_lacks_for_steps_is_named(bench: Bench) -> None:
    usual = bench.channel(permissions=USUAL_PERMISSIONS)
    names = ("permission-create-public-threads", "permission-manage-roles", "permission-send-polls")

    for need, name in zip(("thread", "role", "poll"), names, strict=True):
        assert await lacks(bench, usual, need) == (name,)
        assert await lacks(bench, bench.channel(), need) == ()
    assert await lacks(bench, bench.channel(kind=FORUM, permissions=USUAL_PERMISSIONS), "post", "thread") == ()
    assert await lacks(bench, bench.stage.guild.add_thread("draad"), "thread") == ("lacking-thread-place",)


async def test_what_is_wrong_with_a_role_is_named(bench: Bench) -> None:
    guild, channel = bench.stage.guild, bench.channel()
    fine, silent = await seen_role(bench), await seen_role(bench, mentionable=False)
    high, strong = await seen_role(bench, position=9), await seen_role(bench, permissions=1 << 13)
    barred, managed = await seen_role(bench), await seen_role(bench, managed=True)
    guild.overwrite(channel, barred, deny=SEND)
    await until(lambda: bool(bench.guild.get_channel(channel.id).overwrites))

    async def lacking(role: Role | str) -> tuple[str, ...] | None:
        number = role if isinstance(role, str) else str(role.id)
        return await lacks(bench, guild.channel, "role", role=number)

    assert await lacking(fine) == ()
    assert await lacking(silent) == ("lacking-role-mentionable",)
    assert await lacking(high) == ("lacking-role-below",)
    assert await lacking(strong) == await lacking(barred) == await lacking(managed) == ("lacking-role-fit",)
    assert await lacking(str(guild.id)) == ("lacking-role-fit", "lacking-role-mentionable")
    assert await lacking("1") == await lacking("x") == ("lacking-role",)
    guild.permit_bot_here(ALL | MENTION_ALL)
    await until(lambda: bench.guild.me.guild_permissions.mention_everyone)
    assert await lacking(silent) == ()
    guild.permit_bot_here(USUAL_PERMISSIONS)
    await until(lambda: not bench.guild.me.guild_permissions.manage_roles)
    assert await lacking(fine) == ("permission-manage-roles",)
