"""The bot of such a week: `tegenspraak serve`, but that whoever starts it sets its clock, and may ask what it holds.

`python -m tests.week.launcher AHEAD` serves with a clock that is so many seconds ahead of the machine's. It reads
lines: `ahead SECONDS` sets the clock anew, `held` has it say what it holds, as a line of JSON on standard output.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module
from typing import Any

Platforms = Callable[..., Iterable[object]]

# Whoever begins sessions so often waits a minute and a half for the next: that is no time in such a week.
WAITING = {"first": 0.1, "longest": 0.5, "budgeted": 0.5}
# Nobody else serves who could have taken what the database is slow to say: it answers, or is known to be away.
ASKING_S = 15.0
# What is done once a day.
DAY_S = 10.0


class Clock:
    """The machine's clock, set to another time."""

    def __init__(self, ahead: float) -> None:
        self.ahead = timedelta(seconds=ahead)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Ear:
    """Does what it is told by lines on standard input, beside what is served."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Listens until the bot stops."""
        listening = asyncio.create_task(self._listen(), name="ear")
        await stop.wait()
        listening.cancel()

    async def _listen(self) -> None:
        lines = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
        async for line in lines:
            word, *rest = line.decode().split()
            if word == "ahead":
                self._clock.ahead = timedelta(seconds=float(rest[0]))
            sys.stdout.write(json.dumps(held() if word == "held" else {}) + "\n")
            sys.stdout.flush()


def held() -> dict[str, int]:
    """The tasks of the loop, by what they do. What is garbage goes first: it is held by nobody."""
    gc.collect()
    return Counter(_name(task) for task in asyncio.all_tasks())


def _name(task: asyncio.Task[Any]) -> str:
    return str(getattr(task.get_coro(), "__qualname__", task.get_name()))


def main() -> None:
    """Serves until it is told to stop."""
    clock = Clock(float(sys.argv[1]))
    # Before anything else of the bot is imported: it is what everything takes for a clock where it is given none.
    _set("bot.store.moment", utc_now=clock)
    assert import_module("bot.daily.watch").Clocks().wall is clock
    service, backoff = import_module("bot.app.service"), import_module("bot.platforms.discord.backoff").Backoff
    platforms: Platforms = service._platforms

    def more(*given: Any) -> Iterator[object]:  # noqa: ANN401 - what it is given is handed on
        """What listens to whoever started it is served beside the platforms."""
        yield from platforms(*given)
        yield lambda *_: (Ear(clock).run,)

    _set("bot.app.service", _platforms=more, DAY_S=DAY_S)
    _set("bot.platforms.discord.leading", ASKING_S=ASKING_S)
    _set("bot.platforms.discord.supervisor", Backoff=partial(backoff, **WAITING))
    service.run(import_module("bot.config").load(), import_module("tests.week.tempo").TEMPO)


def _set(module: str, **names: object) -> None:
    """Has names in a module stand for something else."""
    vars(import_module(module)).update(names)


if __name__ == "__main__":
    main()
