"""Posts of each day stand once in their rooms, with what is to follow them."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest

from bot.daily.outbox import FORBIDDEN, NO_PLACE, marker
from bot.daily.steps import POLL, THREAD
from bot.errors import PlatformUnreachable
from bot.platforms.matrix.homeserver import Homeserver, Json
from bot.platforms.matrix.names import KEPT, POSTS
from bot.platforms.matrix.names import KEY as MARK
from bot.platforms.matrix.polls import END, RESPONSE, START
from bot.store.deliveries import FAILED, POST, SENT
from tests.matrix.person import Event, Person, until
from tests.matrix.stage import Stage
from tests.platforms.matrix.daily import LATER, SLOT, posting
from tests.platforms.matrix.reading import read
from tests.platforms.matrix.test_confiding import bodies, invited
from tests.platforms.matrix.test_following_up import react, signs

CONTEXT = "📖"
TOPIC = "arbeidersstaat"


class Losing(Homeserver):
    """Loses the answer to what it is asked to send first, which arrived or not, and then has it known no more."""

    arrives = True
    sent = 0

    async def send(self, room: str, kind: str, key: str, content: Json) -> str:
        if kind not in ("m.room.message", START):
            return await super().send(room, kind, key, content)
        type(self).sent += 1
        if type(self).sent > 1:
            return await super().send(room, kind, key, content)
        if self.arrives:
            # The homeserver would not know it again by what it was sent under.
            await super().send(room, kind, f"forgotten-{key}", content)
        raise PlatformUnreachable("matrix-unreachable", homeserver="-", reason="lost")


async def test_a_post_stands_once_and_whoever_reacts_to_it_is_answered_apart(stage: Stage) -> None:
    async with posting(stage) as daily:
        await daily.put(kind="excerpt")
        delivery = await daily.settled(POST)
        [post] = await daily.said()

        async def offered() -> bool:
            return CONTEXT in await signs(stage, daily.room, post["event_id"])

        await until(offered)
        # Anna manages the room, and yet it is not hers.
        await react(stage, daily.room, post["event_id"], CONTEXT)
        _, answer = await stage.anna.answers(daily.room, stage.bot, 2)

    content = post["content"]
    assert (delivery.state, delivery.message) == (SENT, post["event_id"])
    assert (content["msgtype"], content["m.mentions"], content[MARK]) == ("m.text", {}, delivery.key)
    assert read(content["formatted_body"]).text.rstrip().split("\n\n")[-2].endswith(marker(delivery.key))
    assert content[KEPT]["changeable"] is False
    assert answer["content"]["m.relates_to"]["rel_type"] == "m.thread"
    assert answer["content"]["m.relates_to"]["event_id"] == post["event_id"]


async def test_what_follows_a_post_stands_in_its_thread_and_the_next_tells_how_its_poll_ended(stage: Stage) -> None:
    async with posting(stage) as daily:
        await daily.put(kind="positions", topic=TOPIC, thread=True, poll=True)
        post, thread, poll = [await daily.settled(kind) for kind in (POST, THREAD, POLL)]
        [asked] = await daily.said(START)
        first, second = [of["id"] for of in asked["content"][START]["answers"]]
        [bram] = stage.people
        await bram.join(daily.room)
        for person, answers in ((stage.anna, [first]), (stage.anna, [second]), (bram, ["nobody"])):
            await vote(person, daily.room, asked, answers)
        await daily.now(POST, post.slot + timedelta(days=1))
        following = await daily.settled(POST)
        _, opening, told, *_ = await daily.said()
        ends = await daily.said(END)

    root = {"rel_type": "m.thread", "event_id": post.message}
    assert [of.state for of in (post, thread, poll, following)] == [SENT] * 4
    assert opening["content"]["body"] == "Hier is plaats om te praten over Arbeidersstaat."
    assert [of["content"]["m.relates_to"].items() >= root.items() for of in (opening, asked)] == [True, True]
    assert poll.message == asked["event_id"]
    assert marker(poll.key) in asked["content"]["org.matrix.msc1767.text"]
    assert [of["content"]["m.relates_to"]["event_id"] for of in ends] == [poll.message]
    assert "De peiling over Arbeidersstaat:" in told["content"]["body"]
    assert told["event_id"] == following.message
    [line] = [of for of in told["content"]["body"].splitlines() if of.startswith("De peiling")]
    assert sorted(re.findall(r"\d+", line)) == ["0", "1"]


async def vote(person: Person, room: str, poll: Event, answers: list[str]) -> None:
    relation = {"rel_type": "m.reference", "event_id": poll["event_id"]}
    await person.send(room, RESPONSE, {"m.relates_to": relation, RESPONSE: {"answers": answers}})


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_post_whose_answer_was_lost_is_looked_for_and_stands_once(stage: Stage, *, arrives: bool) -> None:
    class Lost(Losing):
        pass

    Lost.arrives = arrives
    async with posting(stage, Lost) as daily:
        await daily.put(kind="excerpt", **LATER)
        await daily.now()
        delivery = await daily.settled()
        await asyncio.sleep(0.5)
        [post] = await daily.said()

    assert (delivery.state, delivery.message) == (SENT, post["event_id"])
    assert Lost.sent == (1 if arrives else 2)


async def test_what_the_homeserver_does_not_want_yet_is_posted_when_it_does(stage: Stage) -> None:
    async with posting(stage) as daily:
        stage.homeserver.limit(stage.bot, 4, 1)
        await daily.put(kind="positions", topic=TOPIC, thread=True, poll=True)
        ended = [await daily.settled(kind) for kind in (POST, THREAD, POLL)]
        said = [*await daily.said(), *await daily.said(START)]

    assert [of.state for of in ended] == [SENT] * 3
    assert len(said) == 3


async def test_a_room_may_have_its_posts_silent(stage: Stage) -> None:
    async with posting(stage) as daily:
        await stage.anna.put(daily.room, POSTS, "", {"msgtype": "m.notice"})
        await daily.put(kind="excerpt")
        await daily.settled(POST)
        [post] = await daily.said()

    assert post["content"]["msgtype"] == "m.notice"


async def test_where_the_bot_may_not_write_or_is_not_there_a_post_is_refused_and_moderators_are_told(
    stage: Stage,
) -> None:
    async with posting(stage) as daily:
        await daily.put(kind="excerpt", **LATER)
        await daily.now(place=await stage.anna.room())
        nowhere = await daily.settled()
        power = await stage.anna.state(daily.room, "m.room.power_levels")
        await stage.anna.put(daily.room, "m.room.power_levels", "", {**power, "events_default": 1})
        await daily.now(slot=SLOT + timedelta(days=1))
        refused = await daily.settled()
        await stage.anna.put(daily.room, "m.room.power_levels", "", power)
        await stage.anna.say(daily.room, "!topics")
        await stage.anna.answers(daily.room, stage.bot)
        alone = await invited(stage.anna)
        await stage.anna.join(alone)
        said = bodies(await stage.anna.answers(alone, stage.bot))

    assert (nowhere.state, nowhere.reason) == (FAILED, NO_PLACE)
    assert (refused.state, refused.reason) == (FAILED, FORBIDDEN)
    assert "de bot mag in die kamer niets plaatsen" in said
