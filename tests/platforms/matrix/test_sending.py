"""An answer of which nobody knows whether it was sent is looked for before it is sent again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.platforms.matrix.homeserver import Homeserver
from bot.platforms.matrix.putting import Putting
from bot.platforms.matrix.sending import Sending
from bot.store.answers import Answer, Answers
from bot.store.database import Database, opened
from bot.store.sqlite import NAME, SQLite
from tests.databases import prepare
from tests.matrix.person import Person
from tests.matrix.stage import Stage

CONTENT = {"msgtype": "m.notice", "body": "Antwoord."}


@pytest_asyncio.fixture
async def database(stage: Stage) -> AsyncIterator[Database]:
    """The bot's database."""
    backend = SQLite(stage.state / NAME)
    prepare(backend)
    async with opened(backend) as made:
        yield made


def later() -> datetime:
    """Tomorrow, when the homeserver has forgotten the keys."""
    return datetime.now(UTC) + timedelta(days=1, hours=1)


@pytest.mark.parametrize("stands", [True, False])
@pytest.mark.parametrize("way", ["a day later", "another device"])
async def test_it_is_sent_again_only_where_it_does_not_stand_in_the_room(
    stage: Stage, database: Database, way: str, *, stands: bool
) -> None:
    answers = Answers(database, stage.bot)
    async with Person(stage.me) as me:
        room = await stage.anna.room(me.id)
        await me.join(room)
    await answers.keep("s1", [], [Answer("sleutel", room, "m.room.message", CONTENT)])
    found = await answers.first()
    assert found
    await answers.intend(found, stage.me.device, anew=False)
    async with Homeserver(stage.me) as homeserver:
        if stands:
            # By a key that it does not know any more.
            await homeserver.send(room, found.kind, "vergeten", {**CONTENT, "bot.tegenspraak.key": found.key})
        for number in range(5):
            await stage.anna.say(room, f"Bericht {number}")
    other = stage.homeserver.log_in(stage.bot) if way == "another device" else stage.me
    async with Homeserver(other) as homeserver:
        putting = Putting(homeserver)
        sending = Sending(putting, answers, later) if way == "a day later" else Sending(putting, answers)
        await sending.drain()

    assert len(await stage.anna.messages(room, stage.bot)) == 1
    assert await answers.first() is None


async def test_an_answer_that_the_homeserver_refuses_holds_up_no_other(stage: Stage, database: Database) -> None:
    answers = Answers(database, stage.bot)
    async with Person(stage.me) as me:
        room, closed = await stage.anna.room(me.id), await stage.anna.room()
        await me.join(room)
    refused = Answer("een", closed, "m.room.message", CONTENT)
    await answers.keep("s1", [], [refused, replace(refused, key="twee", place=room)])
    async with Homeserver(stage.me) as homeserver:
        await Sending(Putting(homeserver), answers).drain()

    assert len(await stage.anna.messages(room, stage.bot)) == 1
    assert (await answers.message("een"), await answers.first()) == (None, None)
