"""Whatever breaks between a command and its answer, it is answered once."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.errors import PlatformRefused
from bot.library.library import Library
from bot.platforms.matrix.credentials import write
from bot.store.sqlite import NAME, SQLite
from tests.databases import rows
from tests.matrix.doomed import POINTS, READ
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.person import Person
from tests.matrix.stage import Stage, staged
from tests.platforms.matrix.test_answers import COMMAND, answered
from tests.warm import Running, running


@asynccontextmanager
async def doomed(stage: Stage, point: str = "") -> AsyncIterator[Running]:
    """A bot in a process of its own, killed at a point, or in the end."""
    write(stage.state, stage.me)
    async with running((stage.state, stage.anna.id, point), os.environ, "tests.matrix.doomed") as process:
        yield process


@pytest.mark.parametrize("point", POINTS)
async def test_killed_anywhere_on_the_way_a_command_is_answered_once_in_the_end(stage: Stage, point: str) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)
    command = await stage.anna.say(room, COMMAND)
    async with doomed(stage, point) as process:
        await asyncio.wait_for(process.wait(), 30)
    async with stage.serving():
        later = await stage.anna.say(room, COMMAND)
        answers = await stage.anna.answers(room, stage.bot, 2)
        await asyncio.sleep(0.5)
        again = await stage.anna.messages(room, stage.bot)

    assert process.returncode == -signal.SIGKILL
    assert [answered(of) for of in answers] == [command, later]
    assert len(again) == 2


async def test_what_a_command_did_is_not_done_again_where_the_bot_was_killed_before_it_said_so(
    stage: Stage,
) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)
    command = await stage.anna.say(room, '!topic add Graan keywords="graan, voedsel"')
    async with doomed(stage, READ) as process:
        await asyncio.wait_for(process.wait(), 60)
    async with stage.serving():
        [answer] = await stage.anna.answers(room, stage.bot)

    assert process.returncode == -signal.SIGKILL
    assert (answered(answer), "onderbroken" in answer["content"]["body"]) == (command, True)
    assert rows(SQLite(stage.state / NAME), "SELECT count(*) FROM petition") == [(1,)]


async def test_a_homeserver_that_is_killed_and_comes_back_is_served_on(stage: Stage, *, long: bool) -> None:
    homeserver = stage.homeserver
    async with stage.serving() as running:
        room = await stage.room(stage.person().id)
        commands = []
        for end in (homeserver.kill, homeserver.stop) if long else (homeserver.kill,):
            try:
                await asyncio.to_thread(end)
                await asyncio.sleep(1.5)
            finally:
                # It is there for other tests too.
                await asyncio.to_thread(homeserver.start)
            commands.append(await stage.anna.say(room, COMMAND))
            answers = await stage.anna.answers(room, stage.bot, len(commands), patience_s=60)

        assert not running.done()
        assert [answered(of) for of in answers] == commands


async def test_a_revoked_token_ends_the_service_which_says_so(stage: Stage) -> None:
    async with stage.serving() as running:
        await stage.room(stage.person().id)
        async with Person(stage.me) as me:
            await me.do("POST", "logout", body={})
        with pytest.raises(PlatformRefused, match="matrix-refused"):
            await asyncio.wait_for(running, 10)


async def test_the_usual_limits_of_a_homeserver_are_kept_to_and_nothing_is_lost(
    homeserver: LocalHomeserver, library: Library, tmp_path: Path
) -> None:
    async with staged(homeserver, tmp_path / "state", library, limited=True) as stage, stage.serving():
        room = await stage.room(stage.person().id)
        commands = [await stage.anna.say(room, COMMAND) for _ in range(12)]
        answers = await stage.anna.answers(room, stage.bot, 12, 40)

    assert [answered(of) for of in answers] == commands
