"""What becomes of the posts of each day where their room is replaced."""

from __future__ import annotations

import pytest

from bot.daily.steps import POLL
from bot.store.deliveries import POST, SENT, UNKNOWN
from tests.matrix.person import until
from tests.matrix.stage import Stage
from tests.platforms.matrix.daily import LATER, Daily, posting
from tests.platforms.matrix.test_daily import TOPIC, Losing


async def replaced(stage: Stage, room: str) -> str:
    """The room that takes the place of another, in which the bot is not yet."""
    made = await stage.anna.do("POST", "rooms", room, "upgrade", body={"new_version": "12"})
    return str(made["replacement_room"])


async def followed(stage: Stage, daily: Daily, new: str) -> str:
    """The bot comes where the room of the posts went; the old room."""
    old, daily.room = daily.room, new
    # A room of two would be a private one.
    for user in (stage.bot, stage.people[0].id):
        await stage.anna.do("POST", "rooms", new, "invite", body={"user_id": user})
    await stage.comes(new)
    return old


async def left(stage: Stage, room: str) -> None:
    """Waits until the bot is no longer in a room."""

    async def gone() -> bool:
        return stage.bot not in await stage.anna.members(room)

    await until(gone)


async def test_what_was_posted_in_the_old_room_counts_in_the_new_one_and_is_not_posted_again(stage: Stage) -> None:
    async with posting(stage) as daily:
        await daily.put(kind="positions", topic=TOPIC, poll=True)
        first = await daily.sent(POST)
        await daily.sent(POLL)
        old = await followed(stage, daily, await replaced(stage, daily.room))
        await left(stage, old)
        await stage.anna.say(daily.room, "!daily doctor")
        await stage.anna.say(daily.room, "!balance")
        checked, balance = await stage.anna.answers(daily.room, stage.bot, 2)
        listed = await daily.agenda.deliveries.of_schedule(daily.community, first.schedule)
        before = await daily.agenda.deliveries.told(daily.community, daily.room)
        await daily.now()
        second = await daily.sent()

    assert [(of.key, of.state, of.message) for of in listed] == [(first.key, SENT, first.message)]
    assert [of.key for of in before] == [first.key]
    assert "Laatste: " in checked["content"]["body"]
    assert "Elders in de gemeenschap is niets dagelijks geplaatst." in balance["content"]["body"]
    assert second.content
    assert first.content
    assert second.content["quotes"] != first.content["quotes"]


async def test_what_is_due_before_the_bot_is_in_the_new_room_is_posted_there(stage: Stage) -> None:
    async with posting(stage) as daily:
        await daily.put(kind="excerpt", **LATER)
        new = await replaced(stage, daily.room)
        await daily.now()
        [waiting] = await daily.agenda.deliveries.of_schedule(daily.community, "k", "now")

        async def tried() -> bool:
            [found] = await daily.agenda.deliveries.of_schedule(daily.community, "k", "now")
            return bool(found.attempts and not found.owner)

        await until(tried)
        old = await followed(stage, daily, new)
        delivery = await daily.sent()
        [post] = await daily.said()
        await left(stage, old)

    assert waiting.ended_at is None
    assert (delivery.message, delivery.place) == (post["event_id"], new)


@pytest.mark.parametrize("arrives", [True, False])
async def test_what_may_stand_in_the_old_room_is_looked_for_there_before_it_is_posted_in_the_new_one(
    stage: Stage, *, arrives: bool
) -> None:
    class Lost(Losing):
        pass

    Lost.arrives = arrives
    async with posting(stage, Lost) as daily:
        await daily.put(kind="excerpt", **LATER)
        await daily.now()

        async def lost() -> bool:
            return Lost.sent == 1

        await until(lost)
        old = await followed(stage, daily, await replaced(stage, daily.room))
        delivery = await daily.sent()
        await left(stage, old)
        new = await daily.said()
        daily.room = old
        there = await daily.said()

    posts = [of["event_id"] for of in (there if arrives else new)]
    assert posts == [delivery.message]
    assert (there if not arrives else new) == []
    assert delivery.state != UNKNOWN
