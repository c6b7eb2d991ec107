from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from structlog.testing import capture_logs

from bot.app.housekeeping import Chore, doing
from bot.errors import StoreUnreachable

SHORT_S, LONG_S = 0.01, 3_600.0


@dataclass
class Work:
    """Something to do, which fails as told; `did` counts, `often` is set when it was done so many times."""

    failures: list[Exception] = field(default_factory=list)
    wanted: int = 1
    did: int = 0
    often: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self) -> None:
        self.did += 1
        if self.did >= self.wanted:
            self.often.set()
        if self.failures:
            raise self.failures.pop(0)


async def test_a_chore_is_done_at_the_start_and_then_every_so_often() -> None:
    once, often = Work(), Work(wanted=3)
    async with doing([Chore("once", once, LONG_S), Chore("often", often, SHORT_S)]):
        await asyncio.wait_for(often.often.wait(), 5)

    assert once.did == 1


async def test_what_fails_is_noted_and_done_again_sooner() -> None:
    failing = Work([StoreUnreachable("database-unreachable", reason="weg"), ValueError("geheim")], wanted=3)
    with capture_logs() as events:
        async with doing([Chore("expire", failing, LONG_S, again_s=SHORT_S)]):
            await asyncio.wait_for(failing.often.wait(), 5)

    assert [event["event"] for event in events] == ["chore put off", "chore failed"]
    assert "geheim" not in str(events)
    assert failing.did == 3


async def test_at_the_end_nothing_goes_on_whatever_is_under_way() -> None:
    begun = asyncio.Event()
    ended = []

    async def endless() -> None:
        begun.set()
        try:
            await asyncio.sleep(LONG_S)
        finally:
            ended.append(True)

    since = time.monotonic()
    async with doing([Chore("endless", endless, LONG_S)]):
        await begun.wait()

    assert ended == [True]
    assert time.monotonic() - since < 5
    assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("chore")]
