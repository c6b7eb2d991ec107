"""How long members on Matrix wait for answers, beside a bot that says the same every time."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from uuid import uuid4

from bot.config import HOME
from bot.platforms.matrix.credentials import write
from tests.bench.answering import QUERY, turns
from tests.bench.bots import CONSTANT, OURS, STARTING_S, stopped
from tests.bench.constant_matrix import READY, REPLY
from tests.bench.figures import Chatting, percentiles
from tests.bench.progress import say
from tests.bench.rooms import Listener, listening, rooms, serving
from tests.matrix.person import Event, Person
from tests.matrix.stage import Stage

COMMANDS, IN_TURN, ROOMS = 300, 20, 5
"""How many are timed, in how large turns, in how many rooms."""
ASKING = ("!quote", "!search")


@dataclass
class _Case:
    """A bot and the rooms where it is asked, in turn."""

    name: str
    rooms: Sequence[str]
    ms: list[float] = field(default_factory=list)

    async def turn(self, anna: Person, listener: Listener, queries: Sequence[str], *, counts: bool) -> None:
        """Asks these one after another."""
        asked = zip(cycle(self.rooms), cycle(ASKING), queries, strict=False)
        took = [await _timed(anna, listener, room, f"{name} {query}") for room, name, query in asked]
        if counts:
            self.ms += took

    def told(self) -> Chatting:
        """The figures."""
        found = Chatting(self.name, len(self.ms), len(self.rooms), *percentiles(self.ms))
        say(f"{found.bot} on Matrix: {found.p50_ms:.0f} ms, p99 {found.p99_ms:.0f} ms")
        return found


async def compared(
    stage: Stage, commands: int = COMMANDS, number: int = ROOMS, in_turn: int = IN_TURN
) -> list[Chatting]:
    """Both bots in turn, so that what else the machine does slows them alike."""
    async with serving(stage):
        ours = _Case(OURS, await rooms(stage, number))
        reply = await _answer(stage, ours.rooms[0])
        async with _constant(stage, reply, number) as theirs, listening(stage.anna) as listener:
            cases = (ours, _Case(CONSTANT, theirs))
            for at, queries in enumerate(turns(commands + in_turn, in_turn)):
                for case in cases if at % 2 else reversed(cases):
                    # The first turn warms up.
                    await case.turn(stage.anna, listener, queries, counts=at > 0)
            return [case.told() for case in cases]


async def _timed(anna: Person, listener: Listener, room: str, body: str) -> float:
    """The milliseconds from the homeserver's word that it has a command until its answer is there."""
    command = await anna.say(room, body)
    began = time.perf_counter()
    return (await listener.moment(command) - began) * 1000


async def _answer(stage: Stage, room: str) -> Event:
    """The content of an answer of ours."""
    await stage.anna.say(room, f"{ASKING[0]} {QUERY}")
    [answer] = await stage.anna.answers(room, stage.bot)
    content: Event = answer["content"]
    return content


@asynccontextmanager
async def _constant(stage: Stage, reply: Event, number: int) -> AsyncIterator[Sequence[str]]:
    """A bot that answers so, and the rooms where it is."""
    me, folder = stage.homeserver.register(f"constant-{uuid4().hex[:8]}"), stage.state / "constant"
    folder.mkdir()
    (folder / REPLY).write_text(json.dumps(reply), "utf-8")
    write(folder, me)
    guest = stage.person().id
    made = [await stage.anna.room(me.user, guest) for _ in range(number)]
    async with Person(me) as bot:
        for room in made:
            await bot.join(room)
    command = (sys.executable, "-m", "tests.bench.constant_matrix", str(folder))
    process = await asyncio.create_subprocess_exec(*command, cwd=HOME, stdout=PIPE)
    try:
        assert process.stdout
        assert await asyncio.wait_for(process.stdout.readline(), STARTING_S) == READY
        yield made
    finally:
        await stopped(process)
