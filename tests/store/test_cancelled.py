"""Whoever is cancelled in the middle of a transaction leaves nothing behind: no change, no lock, no connection."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import StoreUnreachable
from bot.store.backend import Backend
from bot.store.database import Database, opened
from bot.store.ledger import Deed, Edit, Ledger
from tests.databases import prepare

# So many steps of the event loop after its beginning a task is cancelled.
MOMENTS = (0, 1, 2, 4, 8, 16, 32, 48)
KEYS = "abc"


def changing(database: Database, key: str) -> asyncio.Task[int]:
    """Somebody who makes a change."""
    return asyncio.create_task(Ledger(database, {}).change("c", Deed("anna", "add"), [Edit("topic", key, {}, 0)]))


async def steps(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0.0005)


@pytest.mark.parametrize("times", [1, 2])
async def test_a_database_that_is_closed_while_somebody_is_cancelled_can_be_opened_at_once(
    backend: Backend, times: int
) -> None:
    prepare(backend)
    made: set[str] = set()
    for moment in MOMENTS:
        async with opened(backend) as database:
            tasks = {f"{key}{moment}": changing(database, f"{key}{moment}") for key in KEYS}
            await steps(moment)
            for _ in range(times):
                for task in tasks.values():
                    task.cancel()
                await asyncio.sleep(0)

        await asyncio.gather(*tasks.values(), return_exceptions=True)
        made |= {key for key, task in tasks.items() if not task.cancelled()}
        async with opened(backend) as database:
            found = await Ledger(database, {}).documents("c", "topic")
            assert made <= found.keys()
            assert len(await Ledger(database, {}).changes("c", limit=100)) == len(found)


async def test_who_waits_behind_somebody_who_is_cancelled_goes_on(backend: Backend) -> None:
    prepare(backend)
    async with opened(backend, patience_s=3.0) as database:
        for moment in MOMENTS:
            first, second = changing(database, f"a{moment}"), changing(database, f"b{moment}")
            await steps(moment)
            first.cancel()

            assert await second


async def test_a_database_waits_for_who_is_in_the_middle_and_takes_nobody_any_more(backend: Backend) -> None:
    prepare(backend)
    async with opened(backend) as database:
        task = changing(database, "a")
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    assert await task == 1
    with pytest.raises(StoreUnreachable):
        await changing(database, "b")
