"""`serve` does what is to follow its posts: threads, calls, polls; each once, each by itself, and calls nobody else."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.communities.keeper import FRESH_S
from bot.daily.outbox import FORBIDDEN, marker
from bot.daily.steps import CALL, POLL, THREAD
from bot.library.library import Library
from bot.model import Ask, Role
from bot.store.deliveries import FAILED, POST, SENT
from bot.store.ledger import Edit
from bot.store.schedules import KIND
from tests.app.serving import KEY, Serving, serving, soon
from tests.local_discord import Channel, LocalDiscord, User
from tests.local_discord import Role as DiscordRole
from tests.local_discord.components import buttons, texts, walk
from tests.local_discord.places import FORUM, USUAL_PERMISSIONS
from tests.platforms.discord.stage import until

THREADS, SEND_POLLS, MANAGE_ROLES = 1 << 35, 1 << 49, 1 << 28
MANAGE_MESSAGES = 1 << 13
ALL = USUAL_PERMISSIONS | THREADS | SEND_POLLS | MANAGE_ROLES
TOPIC = "arbeidersstaat"
WANTED: dict[str, Any] = {"kind": "positions", "topic": TOPIC, "thread": True, "poll": True}


@pytest_asyncio.fixture
async def bot(local: LocalDiscord, library: Library, tmp_path: Path) -> AsyncIterator[Serving]:
    """It may do all that it asks for."""
    async with serving(local, library, tmp_path) as made:
        made.guild.permit_bot_here(ALL)
        yield made


def place(bot: Serving, kind: int = 0, permissions: int | None = None) -> tuple[Channel, DiscordRole]:
    """A channel, and a role that everybody may take."""
    role = bot.guild.add_role("lezers", mentionable=True)
    return bot.guild.add_channel("dagelijks", kind=kind, app_permissions=permissions), role


def threads(bot: Serving, channel: Channel) -> list[Channel]:
    return [of for of in bot.guild.channels if of.parent is channel]


def called(local: LocalDiscord) -> list[list[str]]:
    """The roles that each message of the bot's in a channel or forum could reach, and did not forbid itself to."""
    posts = [of["body"] for of in local.requests if of["method"] == "POST" and of["path"].startswith("/channels/")]
    messages = [body.get("message", body) for body in posts]
    allowed = [of["allowed_mentions"] for of in messages if "allowed_mentions" in of or "components" in of]
    assert {(str(of["parse"]), bool(of.get("users"))) for of in allowed} == {("[]", False)}
    return [[str(role) for role in of["roles"]] for of in allowed if of.get("roles")]


async def test_what_follows_a_post_stands_in_its_thread_and_calls_one_role_once(bot: Serving) -> None:
    channel, role = place(bot)
    await bot.put(replace(soon(channel, 1), role=str(role.id), **WANTED))

    post, thread = await bot.settled(POST), await bot.settled(THREAD)
    call, poll = await bot.settled(CALL), await bot.settled(POLL)

    assert [of.state for of in (post, thread, call, poll)] == [SENT] * 4
    assert [of["id"] for of in bot.local.messages(channel)] == [post.message]
    [there] = threads(bot, channel)
    assert (str(there.id), there.name) == (post.message, "Arbeidersstaat")
    said = {of["id"]: of for of in bot.local.messages(there)}
    assert said.keys() == {call.message, poll.message}
    told = texts(said[str(call.message)]["components"])
    assert told[0].startswith(f"<@&{role.id}> ")
    assert told[-1].endswith(marker(call.key))
    assert said[str(call.message)]["mention_roles"] == [str(role.id)]
    assert said[str(poll.message)]["content"].endswith(marker(poll.key))
    assert len(said[str(poll.message)]["poll"]["answers"]) == 2
    assert called(bot.local) == [[str(role.id)]]


async def test_in_a_forum_the_post_is_the_thread(bot: Serving) -> None:
    forum, role = place(bot, FORUM)
    await bot.put(replace(soon(forum, 1), role=str(role.id), **WANTED))

    post, call, poll = await bot.settled(POST), await bot.settled(CALL), await bot.settled(POLL)

    [there] = threads(bot, forum)
    assert [of["id"] for of in bot.local.messages(there)][:1] == [post.message]
    assert {of["id"] for of in bot.local.messages(there)} == {post.message, call.message, poll.message}
    assert (await bot.settled(THREAD)).state == SENT
    assert called(bot.local) == [[str(role.id)]]


@pytest.mark.parametrize(("lacking", "failed"), [(THREADS, THREAD), (SEND_POLLS, POLL)])
async def test_a_step_that_the_bot_may_not_take_leaves_the_others_and_the_post_alone(
    bot: Serving, lacking: int, failed: str
) -> None:
    channel, role = place(bot, permissions=ALL & ~lacking)
    await bot.put(replace(soon(channel, 1), role=str(role.id), **WANTED))

    ended = {kind: await bot.settled(kind) for kind in (POST, THREAD, CALL, POLL)}

    assert {kind: of.state for kind, of in ended.items() if of.state != SENT} == {failed: FAILED}
    assert ended[failed].reason == FORBIDDEN
    due = await bot.daily.schedules.due(bot.community, KEY)
    assert due is not None
    assert due.refused_since is None


async def test_a_step_whose_answer_is_lost_stands_there_once(bot: Serving) -> None:
    channel, role = place(bot)
    bot.local.faults.drop("POST", r"^/channels/\d+/messages/\d+/threads$", before=False)
    await bot.put(replace(soon(channel, 1), role=str(role.id), **WANTED))
    thread = await bot.settled(THREAD)
    call, poll = await bot.settled(CALL), await bot.settled(POLL)

    assert [of.state for of in (thread, call, poll)] == [SENT] * 3
    assert thread.attempts > 1
    [there] = threads(bot, channel)
    assert len(bot.local.messages(there)) == 2


async def test_the_next_post_tells_how_the_poll_came_out(bot: Serving) -> None:
    channel, _ = place(bot)
    await bot.put(replace(soon(channel, 1), **{**WANTED, "thread": False}))
    poll = await bot.settled(POLL)
    message = bot.local.message(int(str(poll.message)))
    assert message
    bot.local.vote(message, 2, 3)
    bot.local.end_poll(message)
    names = [of["poll_media"]["text"] for of in message["poll"]["answers"]]
    # As if a day had gone by: only the next slot counts.
    seen = await bot.desk.keeper.state(bot.community)
    document = seen.documents[KIND][KEY]
    times = {"due": poll.due, "until": poll.due + timedelta(hours=4), "follows": None}
    tomorrow = poll.slot + timedelta(days=1)
    made = {"schedule": KEY, "kind": POST, "slot": tomorrow, "place": document.content["place"], **times}
    await bot.daily.deliveries.add(bot.community, made)

    await until(lambda: len(bot.local.messages(channel)) == 3, 10)
    *_, last = bot.local.messages(channel)
    assert f"De peiling over Arbeidersstaat: {names[0]} 0, {names[1]} 3." in texts(last["components"])


async def called_post(bot: Serving, role: DiscordRole, channel: Channel) -> dict[str, Any]:
    """The call after a post."""
    await bot.put(replace(soon(channel, 1), role=str(role.id)))
    found = bot.local.message(int(str((await bot.settled(CALL)).message)))
    assert found
    return found


def button(message: dict[str, Any], verb: str) -> str:
    return next(str(of["custom_id"]) for of in buttons(message["components"]) if f":{verb}:" in str(of["custom_id"]))


async def pressed(who: User, message: dict[str, Any], verb: str) -> str:
    """What a member is told who presses a button."""
    answer = await who.press(message, button(message, verb))
    assert answer.ephemeral
    return "\n".join(answer.texts())


async def test_members_give_themselves_the_role_and_take_it_off(bot: Serving) -> None:
    channel, role = place(bot)
    message, anna = await called_post(bot, role, channel), bot.local.member(bot.guild, "anna", "nl")

    for _ in range(2):
        assert f"<@&{role.id}>" in await pressed(anna, message, "tell-me")
        assert bot.guild.holders[role.id] == {anna.id}
    for _ in range(2):
        assert "niet meer" in await pressed(anna, message, "tell-me-not")
        assert bot.guild.holders[role.id] == set()
    assert called(bot.local) == [[str(role.id)]]


async def test_no_role_is_given_that_no_schedule_calls_now(bot: Serving) -> None:
    channel, role = place(bot)
    message, anna = await called_post(bot, role, channel), bot.local.member(bot.guild, "anna", "nl")
    state = await bot.desk.keeper.state(bot.community)
    document = state.documents[KIND][KEY]
    manager = Ask("nl", "nl", bot.community, "1", "7", Role.MANAGER)

    forged = like(message, button(message, "tell-me"), f"t:tell-me:0/1:{len(str(role.id))}:{role.id}.")
    assert "niemand meer geroepen" in await pressed(anna, forged, "tell-me")
    gone = {**document.content, "role": None}
    await bot.desk.changes.make(manager, "daily-edit", [Edit(KIND, KEY, gone, document.version)])
    # Another process made the change: so long it may go unseen.
    await asyncio.sleep(FRESH_S)

    assert "niemand meer geroepen" in await pressed(anna, message, "tell-me")
    assert bot.guild.holders == {}


def like(message: dict[str, Any], before: str, after: str) -> dict[str, Any]:
    """A message like another, where one button has another id."""
    made = copy.deepcopy(message)
    for part in walk(made["components"]):
        if part.get("custom_id") == before:
            part["custom_id"] = after
    return {**made, "id": str(int(message["id"]) + 1)}


@pytest.mark.parametrize("what", ["strong", "barred", "high", "gone", "forbidden"])
async def test_no_role_is_given_that_changes_what_members_may_or_is_out_of_reach(bot: Serving, what: str) -> None:
    channel, role = place(bot)
    message, anna = await called_post(bot, role, channel), bot.local.member(bot.guild, "anna", "nl")
    if what == "forbidden":
        bot.guild.permit_bot_here(USUAL_PERMISSIONS)
    elif what == "gone":
        bot.guild.roles.remove(role)
        bot.guild.announce("GUILD_ROLE_DELETE", {"guild_id": str(bot.guild.id), "role_id": str(role.id)})
    elif what == "barred":
        bot.guild.overwrite(channel, role, allow=MANAGE_MESSAGES)
    else:
        role.permissions, role.position = {"strong": (MANAGE_MESSAGES, 1), "high": (0, 9)}[what]
        bot.guild.announce("GUILD_ROLE_UPDATE", {"guild_id": str(bot.guild.id), "role": role.payload()})

    told = await pressed(anna, message, "tell-me")

    assert told in {
        "Die rol geeft en neemt de bot niet: hij verandert wat de leden mogen.",
        "De bot kan die rol niet geven of nemen: dat vraagt het recht Rollen beheren, en een eigen rol boven die rol.",
        "Die rol is er niet meer.",
    }
    assert bot.guild.holders.get(role.id, set()) == set()


async def test_where_discord_does_not_answer_a_member_is_told_to_press_again(bot: Serving) -> None:
    channel, role = place(bot)
    message, anna = await called_post(bot, role, channel), bot.local.member(bot.guild, "anna", "nl")
    bot.local.faults.rate_limit("PUT", "/roles/", 30)

    assert "Druk zo meteen nog eens" in await pressed(anna, message, "tell-me")
