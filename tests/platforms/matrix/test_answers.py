"""Commands in rooms of a real homeserver, answered once each."""

from __future__ import annotations

import asyncio

import pytest

from tests.matrix.person import Event, Person
from tests.matrix.stage import Stage

COMMAND = "!quote kronstadt"


def answered(event: Event) -> str:
    """The event that a message replies to."""
    return str(event["content"]["m.relates_to"]["m.in_reply_to"]["event_id"])


@pytest.mark.parametrize("version", ["11", "12"])
async def test_a_command_is_answered_once_in_a_thread_on_it_by_a_notice_that_calls_nobody(
    stage: Stage, version: str
) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id, version=version)
        command = await stage.anna.say(room, COMMAND)
        await stage.anna.answers(room, stage.bot)
        await stage.anna.say(room, "Zo.")
        await asyncio.sleep(0.3)
        [answer] = await stage.anna.messages(room, stage.bot)

    content = answer["content"]
    relation = content["m.relates_to"]
    assert (content["msgtype"], "m.mentions" in content) == ("m.notice", True)
    assert "Kronstadt" in content["body"]
    assert (relation["rel_type"], relation["event_id"], answered(answer)) == ("m.thread", command, command)


async def test_what_was_said_before_the_bot_came_is_not_answered(stage: Stage) -> None:
    async with stage.serving():
        await stage.room()
    room = await stage.anna.room(stage.bot, stage.person().id)
    await stage.anna.say(room, COMMAND)
    async with stage.serving():
        await stage.comes(room)
        command = await stage.anna.say(room, COMMAND)
        answers = await stage.anna.answers(room, stage.bot)
        await asyncio.sleep(0.3)

    assert [answered(of) for of in answers] == [command]


async def test_a_first_sync_answers_no_history(stage: Stage) -> None:
    other = stage.person()
    room = await stage.anna.room(stage.bot, other.id)
    await bot_joins(stage, room)
    await stage.anna.say(room, COMMAND)
    async with stage.serving():
        # Told to it once it has read for the first time.
        new = await stage.anna.room(stage.bot, other.id)
        await stage.comes(new)
        command = await stage.anna.say(room, COMMAND)
        answers = await stage.anna.answers(room, stage.bot)

    assert [answered(of) for of in answers] == [command]


async def bot_joins(stage: Stage, room: str) -> None:
    """The account of the bot comes into a room while the bot does not serve."""
    async with Person(stage.me) as me:
        await me.join(room)


async def test_notices_edits_and_its_own_words_are_not_answered(stage: Stage) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)
        await stage.anna.say(room, COMMAND, msgtype="m.notice")
        first = await stage.anna.say(room, "Goedemorgen.")
        changed = {"msgtype": "m.text", "body": COMMAND}
        edit = {"m.new_content": changed, "m.relates_to": {"rel_type": "m.replace", "event_id": first}}
        await stage.anna.say(room, f"* {COMMAND}", **edit)
        await stage.anna.say(room, "!weerbericht morgen")
        command = await stage.anna.say(room, "!help")
        answers = await stage.anna.answers(room, stage.bot)
        await asyncio.sleep(0.3)

    assert {answered(of) for of in answers} == {command}


async def test_in_private_a_command_needs_no_sign(stage: Stage) -> None:
    async with stage.serving():
        room = await stage.room(is_direct=True)
        command = await stage.anna.say(room, "kronstadt")
        [answer] = await stage.anna.answers(room, stage.bot)

    assert answered(answer) == command
    assert "Kronstadt" in answer["content"]["body"]


async def test_forty_commands_said_while_the_bot_was_away_are_answered_once_each_in_order(stage: Stage) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)
    commands = [await stage.anna.say(room, f"!quote kronstadt {number}") for number in range(40)]
    async with stage.serving():
        answers = await stage.anna.answers(room, stage.bot, 40, 60)
        await asyncio.sleep(0.5)
        again = await stage.anna.messages(room, stage.bot)

    assert [answered(of) for of in answers] == commands
    assert len(again) == 40
