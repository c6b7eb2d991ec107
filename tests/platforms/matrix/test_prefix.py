"""A room has commands begin as it likes, and is told so in its own signs."""

from __future__ import annotations

from tests.matrix.stage import Stage
from tests.platforms.matrix.test_answers import answered


async def test_a_room_whose_managers_chose_another_prefix_is_answered_by_it_alone(stage: Stage) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)
        await stage.anna.say(room, "!settings prefix=?")
        await stage.anna.answers(room, stage.bot)
        await stage.anna.say(room, "!help quote")
        commands = [await stage.anna.say(room, "?help quote"), await stage.anna.say(room, "/help quote")]
        _, *answers = await stage.anna.answers(room, stage.bot, 3)

    assert [answered(of) for of in answers] == commands
    assert "?quote <query>" in answers[0]["content"]["body"]
