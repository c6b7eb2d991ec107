"""Whatever breaks between a command and its answer, it is answered once."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.config import HOME
from bot.errors import PlatformRefused
from bot.library.library import Library
from bot.platforms.matrix.credentials import write
from tests.matrix.doomed import POINTS
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.person import Person
from tests.matrix.stage import Stage, staged
from tests.platforms.matrix.test_answers import COMMAND, answered


@asynccontextmanager
async def doomed(stage: Stage, point: str = "") -> AsyncIterator[Process]:
    """A bot in a process of its own, killed at a point, or in the end."""
    write(stage.state, stage.me)
    command = (sys.executable, "-m", "tests.matrix.doomed", str(stage.state), stage.anna.id, point)
    process = await asyncio.create_subprocess_exec(*command, cwd=HOME, stdout=DEVNULL, stderr=PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


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


async def test_a_homeserver_that_is_killed_and_comes_back_is_served_on(
    apart: Callable[..., LocalHomeserver], library: Library, tmp_path: Path
) -> None:
    own = apart()
    async with staged(own, tmp_path / "state", library) as stage, stage.serving() as running:
        room = await stage.room(stage.person().id)
        commands = []
        for end in (own.kill, own.stop):
            await asyncio.to_thread(end)
            await asyncio.sleep(1.5)
            await asyncio.to_thread(own.start)
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
    apart: Callable[..., LocalHomeserver], library: Library, tmp_path: Path
) -> None:
    own = apart(limits={})
    async with staged(own, tmp_path / "state", library) as stage, stage.serving():
        own.exempt(stage.anna.id)
        room = await stage.room(stage.person().id)
        commands = [await stage.anna.say(room, COMMAND) for _ in range(12)]
        answers = await stage.anna.answers(room, stage.bot, 12, 40)

    assert [answered(of) for of in answers] == commands
