from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest_asyncio

from bot.config import Config
from bot.library.library import Library
from tests.bench.bots import CONSTANT, OURS
from tests.bench.chatting import compared
from tests.bench.figures import Chatting, Figures, Joining, Restarting, kept
from tests.bench.goals import outcomes
from tests.bench.joining import held
from tests.bench.report import page
from tests.bench.restarting import restarted
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.stage import Stage, set_up

CHATTED = Chatting(OURS, 300, 5, 60.0, 300.0)
CONST = replace(CHATTED, bot=CONSTANT)
RESTARTED = Restarting(1000, 5, 20, 0, 0)
JOINED = Joining(200, 50, 100.0, 160.0)


@pytest_asyncio.fixture
async def stage(
    homeserver: LocalHomeserver, settings: Config, library: Library, tmp_path: Path
) -> AsyncIterator[Stage]:
    async with set_up(homeserver, settings, library, tmp_path / "state") as made:
        yield made


async def test_both_bots_are_asked_in_rooms_and_each_answers_every_command(stage: Stage) -> None:
    found = await compared(stage, commands=6, number=3, in_turn=3)

    assert [(of.bot, of.commands, of.rooms) for of in found] == [(OURS, 6, 3), (CONSTANT, 6, 3)]
    assert all(of.p50_ms <= of.p99_ms for of in found)


async def test_a_bot_that_is_killed_answers_every_command_once(stage: Stage) -> None:
    found = await restarted(stage, commands=20, kills=1, number=3, at_a_time=5)

    assert found == Restarting(20, 3, 1, lost=0, twice=0)


async def test_memory_is_measured_with_discord_alone_and_with_matrix_beside_it(stage: Stage) -> None:
    found = await held(stage, number=3, commands=2)

    assert (found.rooms, found.commands) == (3, 2)
    assert 1 < found.discord_mb < found.both_mb


def met(figures: Figures) -> list[tuple[bool, bool]]:
    return [(of.met, of.sure) for of in outcomes(figures)]


def test_the_goals_on_matrix_are_the_wait_each_answer_once_and_the_memory() -> None:
    assert met(Figures({}, chatting=[CHATTED, CONST], restarting=[RESTARTED], joining=[JOINED])) == [(True, True)] * 3
    assert met(Figures({}, chatting=[replace(CHATTED, p99_ms=300.1), CONST])) == [(False, True)]
    for wrong in (replace(RESTARTED, lost=1), replace(RESTARTED, twice=1)):
        assert met(Figures({}, restarting=[wrong])) == [(False, True)]
    assert met(Figures({}, joining=[replace(JOINED, both_mb=160.1)])) == [(False, True)]


def test_the_goals_on_matrix_are_sure_only_with_all_commands_kills_and_rooms() -> None:
    assert met(Figures({}, chatting=[replace(CHATTED, commands=299), CONST])) == [(True, False)]
    for fewer in (replace(RESTARTED, commands=999), replace(RESTARTED, kills=19)):
        assert met(Figures({}, restarting=[fewer])) == [(True, False)]
    assert met(Figures({}, joining=[replace(JOINED, rooms=199)])) == [(True, False)]


def test_what_was_measured_on_matrix_is_kept_and_told() -> None:
    figures = Figures({}, chatting=[CHATTED, CONST], restarting=[RESTARTED], joining=[JOINED])

    assert kept(figures.plain()) == figures
    for line in ("| 1,000 | 5 | 20 | 0 | 0 |", "| 200 | 50 | 100.0 MB | 160.0 MB |", "| 300 | 5 | 60 ms | 300 ms |"):
        assert line in page(figures)
