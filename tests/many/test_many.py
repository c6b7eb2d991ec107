"""Three processes over one PostgreSQL: none of what is asked or due is lost, nor done twice, whichever of them ends."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.databases import Home, made_on
from tests.many.fleet import Fleet, Members, fleet
from tests.many.parent import TEMPO

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALL, SHARDS = "0-1/2", 2
# Of the machine, which is busy with other things.
SLACK_S = 30.0
ROUNDS, KILLS = 5, 20


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(server: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Fleet]:
    """Three processes that run all shards, and a member's every question is answered."""
    with made_on(server) as address:
        async with fleet(Home(tmp_path_factory.mktemp("many"), address), SHARDS) as made:
            for _ in range(3):
                await made.begin(ALL, SHARDS)
            await made.local.commands_synced()
            yield made
            assert made.local.starts.too_fast == []
            assert made.local.limit_findings() == []


async def test_a_rolling_restart_loses_no_command_and_no_post(running: Fleet, *, long: bool) -> None:
    members = Members(running)
    async with members.asking():
        for _ in range(ROUNDS if long else 1):
            for old in running.alive.copy():
                await running.add()
                assert await running.stop(old) == 0
                await running.begin(ALL, SHARDS)
    marks = await running.posted()

    assert members.lost == []
    assert members.answers() == {200: members.asked}
    assert len(marks) == len({*marks}) == running.posts


async def test_others_go_on_for_one_that_is_killed_and_nothing_is_done_twice(running: Fleet, *, long: bool) -> None:
    for _ in range(KILLS if long else 1):
        members = Members(running)
        await running.add()
        async with members.asking():
            # The oldest leads.
            await running.kill(running.alive[0])
            before = members.asked
            began = time.monotonic()
            marks = await running.posted()
            took = time.monotonic() - began
        await running.begin(ALL, SHARDS)

        # What it had taken when it was killed nobody answers.
        assert [number for number in members.lost if number > before] == []
        assert set(members.answers()) == {200}
        assert len(marks) == len({*marks}) == running.posts
        assert took < max(TEMPO.lease, TEMPO.pace.lease, TEMPO.pace.send + TEMPO.pace.quiet) + SLACK_S
