"""What comes after an answer: reactions, replies, forms, files, in rooms of a real homeserver."""

from __future__ import annotations

import asyncio

from tests.matrix.person import Event, until
from tests.matrix.stage import Stage
from tests.platforms.matrix.test_answers import COMMAND, answered

NEXT = "▶️"


async def signs(stage: Stage, room: str, event: str) -> list[str]:
    """What the bot reacted with to an event."""
    found = await stage.anna.do("GET", "rooms", room, "relations", event, "m.annotation", base="v1")
    return [of["content"]["m.relates_to"]["key"] for of in found["chunk"] if of["sender"] == stage.bot]


async def react(stage: Stage, room: str, event: str, sign: str) -> str:
    relation = {"rel_type": "m.annotation", "event_id": event, "key": sign}
    return await stage.anna.send(room, "m.reaction", {"m.relates_to": relation})


async def test_the_bot_offers_what_can_be_done_as_reactions_and_a_press_changes_the_message(stage: Stage) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)
        await stage.anna.say(room, COMMAND)
        [answer] = await stage.anna.answers(room, stage.bot)

        async def offered() -> bool:
            return NEXT in await signs(stage, room, answer["event_id"])

        await until(offered)
        await react(stage, room, answer["event_id"], NEXT)
        _, edit = await stage.anna.answers(room, stage.bot, 2)

    relation = edit["content"]["m.relates_to"]
    assert relation == {"rel_type": "m.replace", "event_id": answer["event_id"]}
    assert edit["content"]["m.new_content"]["body"] != answer["content"]["body"]


async def test_a_word_in_reply_to_an_answer_is_answered_in_its_thread_after_a_restart_too(stage: Stage) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)
        command = await stage.anna.say(room, COMMAND)
        [answer] = await stage.anna.answers(room, stage.bot)
    async with stage.serving():
        to = {"rel_type": "m.thread", "event_id": command, "m.in_reply_to": {"event_id": answer["event_id"]}}
        word = await stage.anna.say(room, "next", **{"m.relates_to": to})
        _, more = await stage.anna.answers(room, stage.bot, 2)

    assert (answered(more), more["content"]["m.relates_to"]["event_id"]) == (word, command)


async def test_a_reaction_to_what_others_say_is_nothing_to_the_bot(stage: Stage) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)
        said = await stage.anna.say(room, "Goedemorgen.")
        await react(stage, room, said, NEXT)
        await stage.anna.say(room, COMMAND)
        await stage.anna.answers(room, stage.bot)
        await asyncio.sleep(0.3)
        [answer] = await stage.anna.messages(room, stage.bot)

    assert "Kronstadt" in answer["content"]["body"]


async def test_a_quotation_comes_as_a_picture_with_its_words_beside_it(stage: Stage) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)
        command = await stage.anna.say(room, COMMAND)
        [answer] = await stage.anna.answers(room, stage.bot)
        to = {"rel_type": "m.thread", "event_id": command, "m.in_reply_to": {"event_id": answer["event_id"]}}
        await stage.anna.say(room, "picture", **{"m.relates_to": to})

        async def drawn() -> bool:
            return any(is_picture(of) for of in await stage.anna.messages(room, stage.bot))

        await until(drawn)
        [picture] = [of["content"] for of in await stage.anna.messages(room, stage.bot) if is_picture(of)]
        content = await stage.anna.download(picture["url"])

    assert content.startswith(b"\x89PNG")
    assert (picture["info"]["size"], picture["info"]["w"]) == (len(content), 1200)
    assert "Kronstadt" in picture["body"]


def is_picture(event: Event) -> bool:
    return bool(event["content"].get("msgtype") == "m.image")
