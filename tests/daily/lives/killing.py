"""Has one life after another killed at each point in turn."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterable, Sequence
from itertools import cycle, islice

from tests.daily.killing.life import DEEDS
from tests.daily.lives.stage import Stage, staged
from tests.daily.lives.there import There
from tests.daily.verdict import Verdict
from tests.databases import Home
from tests.local_discord.faults import Point

COMMITS = tuple(f"{when}-{deed}" for deed in DEEDS.values() for when in ("before", "after"))
STAGES: tuple[Point, ...] = ("arrived", "half", "acted", "answered")

PLACES = 6
# Of some things that it does, the first or the second is its last.
TIMES = 2
# The platform may act upon the request of a dead life so much later: less than the quiet time.
LATE_S = 0.1
# On a machine that is busy with other things a life may not come to its point: it is killed all the same, and another
# tries.
LONGEST_S, TRIES = 30.0, 3


def points(requests: Iterable[str]) -> tuple[str, ...]:
    """Where a life can be killed that makes these requests."""
    return (*COMMITS, *(f"{request}-{stage}" for request in requests for stage in STAGES))


async def killed(home: Home, there: There, kills: int, among: Sequence[str] = (), seed: int = 7) -> Verdict:
    """What comes of so many kills, at these points or at all of them."""
    chance, among = random.Random(seed), among or points(there.requests)
    async with staged(home, there) as stage:
        await stage.add(there.places[:TIMES])
        for point in islice(cycle(chance.sample(among, len(among))), kills):
            for _ in range(TRIES):
                # One more for each life: then planning is killed too, and what is killed finds something to do.
                await stage.add([chance.choice(there.places)])
                await _kill(stage, point, chance)
                if stage.ends[-1] == point:
                    break
        await stage.begin()
        await stage.finish()
        return await stage.verdict()


async def _kill(stage: Stage, point: str, chance: random.Random) -> None:
    """A life that is killed as it comes to a point."""
    # All is planned at once.
    nth, own = 1 if point.endswith("plan") else chance.randint(1, TIMES), point in COMMITS
    if not own:
        _await(stage, point, nth, chance)
    await stage.begin(point if own else None, nth)
    stage.broken += await stage.ended(LONGEST_S) != -signal.SIGKILL
    stage.there.faults.clear()


def _await(stage: Stage, point: str, nth: int, chance: random.Random) -> None:
    """Has the platform kill who asks; what it was asked it may do a moment later."""
    request, _, name = point.partition("-")
    (method, pattern), at = stage.there.requests[request], next(of for of in STAGES if of == name)

    def kill() -> None:
        stage.kill(point)
        if at == "arrived":
            stage.there.faults.delay(method, pattern.partition(r"\?")[0], chance.random() * LATE_S)

    stage.there.faults.at(at, method, pattern, kill, nth=nth)
