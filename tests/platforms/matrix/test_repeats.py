"""What stands in a room is not quoted there again at once."""

from __future__ import annotations

from bot.platforms.matrix.wording import address
from tests.matrix.stage import Stage
from tests.platforms.matrix.test_answers import COMMAND


async def test_who_asks_for_what_stands_there_is_led_to_it_until_it_is_gone(stage: Stage) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)
        other = await stage.room(stage.person().id)
        found = []
        for number in range(1, 3):
            await stage.anna.say(room, COMMAND)
            *_, latest = await stage.anna.answers(room, stage.bot, number)
            found.append(latest)
        first, second = found
        await stage.anna.say(other, COMMAND)
        [elsewhere] = await stage.anna.answers(other, stage.bot)
        await stage.anna.do("PUT", "rooms", room, "redact", first["event_id"], "gone", body={})
        await stage.anna.say(room, COMMAND)
        *_, third = await stage.anna.answers(room, stage.bot, 3)

    assert address(room, first["event_id"]) in second["content"]["body"]
    assert first["content"]["body"].split("\n")[0] not in second["content"]["body"]
    assert first["content"]["body"] == third["content"]["body"] == elsewhere["content"]["body"]
