from __future__ import annotations

import pytest

from bot.communities.desk import Desk
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.model import Ask, Role
from bot.platforms.matrix.reactions import standing
from tests.platforms.matrix.room import ANNA, BEN, Answer, Room


@pytest.fixture
def room(everything: Registry, desk: Desk, languages: Languages) -> Room:
    return Room(everything, languages, Ask("nl", "nl", "test", "test", ANNA, communal=True))


def quoted(answer: Answer | None) -> list[str]:
    assert answer
    return [quotation.quote.text for quotation in answer.reply.quotations()]


async def test_whoever_asked_changes_the_message_by_a_reaction(room: Room) -> None:
    first = await room.say("!quote kronstadt")
    assert first
    second = await room.react(first.last, "▶️")
    third = await room.react(first.last, "▶️")

    assert quoted(first) != quoted(second) != quoted(third)
    assert second
    assert third
    assert second.last["event_id"] == third.last["event_id"] == first.last["event_id"]
    assert quoted(third)[0] in standing(first.last)["content"]["body"]


async def test_others_get_an_answer_of_their_own_which_they_change(room: Room) -> None:
    first = await room.say("!quote kronstadt")
    assert first
    own = await room.react(first.last, "▶️", BEN)
    assert own
    changed = await room.react(own.last, "▶️", BEN)
    moderated = await room.react(own.last, "◀️", ANNA, Role.MODERATOR)

    assert own.last["event_id"] != first.last["event_id"]
    assert quoted(first)[0] in standing(first.last)["content"]["body"]
    assert changed
    assert moderated
    assert changed.last["event_id"] == moderated.last["event_id"] == own.last["event_id"]


async def test_what_is_typed_is_answered_below_it(room: Room) -> None:
    first = await room.say("!quote kronstadt")
    assert first
    typed = await room.say("volgende", to=first.last)
    pressed = await room.react(first.last, "▶️")

    assert quoted(typed) == quoted(pressed)
    assert typed
    assert typed.last["event_id"] != first.last["event_id"]


async def test_a_number_opens_a_find(room: Room) -> None:
    listed = await room.say("!search rode leger")
    assert listed
    opened = await room.say("2", to=listed.last)

    assert quoted(listed)[1] in quoted(opened)[0] or quoted(opened)[0] in quoted(listed)[1]


async def test_thanks_for_an_answer_are_for_nobody(room: Room) -> None:
    first = await room.say("!quote kronstadt")
    assert first

    assert await room.say("dank, mooi citaat", to=first.last) is None
    assert await room.react(first.last, "❤️") is None


async def test_in_private_what_chooses_nothing_is_a_question(room: Room) -> None:
    room.direct = True
    first = await room.say("kronstadt")
    assert first
    typed = await room.say("next", to=first.last)
    asked = await room.say("bureaucratie", to=first.last)

    assert quoted(first) != quoted(typed)
    assert quoted(asked) == quoted(await room.say("!quote bureaucratie"))


async def test_only_who_was_asked_answers(room: Room) -> None:
    room.ask = Ask("nl", "nl", "test", "test", ANNA, Role.MANAGER, communal=True)
    first = await room.say("!topic add")
    assert first

    assert await room.say("Graan", BEN, first.last) is None
    second = await room.say("Graan", ANNA, first.last)
    assert second
    third = await room.say("!quote kronstadt", ANNA, second.last)
    assert quoted(third)
