"""Whether every command on Matrix is answered once while the bot is killed again and again."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle, islice

from tests.bench.figures import Restarting
from tests.bench.progress import say
from tests.bench.rooms import Listener, command_of, listening, rooms, serving
from tests.matrix.stage import Stage
from tests.platforms.discord.test_many import different_queries

COMMANDS, KILLS, ROOMS, AT_A_TIME = 1000, 20, 5, 100
# A kill comes so much after the command that it was drawn for, at most: sooner than a bot that begins is ready.
LATER_S = 1.0
# What would be answered a second time is, before so much is over.
QUIET_S = 2.0


@dataclass
class _Commands:
    """What Anna says in her rooms."""

    stage: Stage
    listener: Listener
    places: Sequence[str]
    said: list[str] = field(default_factory=list)

    async def say(self, number: int, at_a_time: int) -> None:
        """So many, only so many of them unanswered at a time; returns when the last is answered or waited too long."""
        gate = asyncio.Semaphore(at_a_time)
        bodies = (f"!quote {query}" for query in islice(cycle(different_queries()), number))
        async with asyncio.TaskGroup() as group:
            for room, body in zip(cycle(self.places), bodies, strict=False):
                group.create_task(self._one(gate, room, body))

    async def _one(self, gate: asyncio.Semaphore, room: str, body: str) -> None:
        async with gate:
            command = await self.stage.anna.say(room, body)
            self.said.append(command)
            with suppress(TimeoutError):
                await self.listener.moment(command)

    async def answers(self) -> Counter[str]:
        """How many answers stand in the rooms to each command."""
        found = [await self.stage.anna.messages(room, self.stage.bot) for room in self.places]
        return Counter(command_of(event) for events in found for event in events)


async def restarted(
    stage: Stage, commands: int = COMMANDS, kills: int = KILLS, number: int = ROOMS, at_a_time: int = AT_A_TIME
) -> Restarting:
    """Kills it at random moments, and counts the answers at the end."""
    moments = sorted(random.sample(range(commands), kills))
    say(f"killing the bot after commands {', '.join(map(str, moments))}")
    async with listening(stage.anna) as listener:
        asked = _Commands(stage, listener, await _known(stage, listener, number))
        saying = asyncio.create_task(asked.say(commands, at_a_time))
        await _killed(asked, saying, moments)
    counts = await asked.answers()
    lost = sum(counts[command] == 0 for command in asked.said)
    twice = sum(counts[command] > 1 for command in asked.said)
    say(f"killed {kills} times: {lost} of {commands:,} commands lost, {twice} answered twice")
    return Restarting(commands, number, kills, lost, twice)


async def _known(stage: Stage, listener: Listener, number: int) -> Sequence[str]:
    """Rooms that the bot has read since it came there: what was said before it came is nobody's to answer."""
    async with serving(stage):
        made = await rooms(stage, number)
        await _Commands(stage, listener, made).say(number, number)
    return made


async def _killed(asked: _Commands, saying: asyncio.Task[None], moments: Sequence[int]) -> None:
    """The bot serves until all is said; it is killed a little after so many each time, and at the end."""
    for moment in moments:
        async with serving(asked.stage):
            while len(asked.said) <= moment and not saying.done():  # noqa: ASYNC110 - others say them
                await asyncio.sleep(0.01)
            await asyncio.sleep(random.uniform(0, LATER_S))
    async with serving(asked.stage):
        await saying
        await asyncio.sleep(QUIET_S)
