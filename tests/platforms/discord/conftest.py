"""A local Discord with the bot on the real texts, once for each module."""

from __future__ import annotations

import logging
import random
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bot.app.commands import registry
from bot.dispatch.cooldown import UNLIMITED, Cooldown
from bot.i18n import Languages
from bot.library.library import Library
from tests.daily.clocks import Time
from tests.desks import owned_in
from tests.platforms.discord.bench import Bench, benched
from tests.platforms.discord.stage import Stage, staged


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(
    library: Library, languages: Languages, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """A Dutch server where the bot serves, however fast and often the same is asked."""
    folder = tmp_path_factory.mktemp("discord")
    async with owned_in(folder, library, Time().wall) as owned:
        commands = registry(
            library, random.Random(7), cooldown=Cooldown(UNLIMITED), desk=owned.desk, agenda=owned.agenda
        )
        async with staged(commands, languages, folder) as built:
            yield built


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_bench(
    library: Library, languages: Languages, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Bench]:
    """A Dutch server where the bot serves, and all by which it posts there of itself."""
    async with benched(library, languages, tmp_path_factory.mktemp("discord")) as built:
        yield built


@pytest.fixture
def calm(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails the test where anything was logged as an error, by us or by a library."""
    with capture_logs() as events, caplog.at_level(logging.WARNING):
        yield
    assert [e for e in events if e["log_level"] in ("error", "critical") or e.get("exc_info")] == []
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR or r.exc_info] == []


@pytest.fixture(autouse=True)
def within_limits(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test that uses the stage ends with nothing sent over Discord's limits."""
    on_stage = "stage" in request.fixturenames
    built = request.getfixturevalue("stage") if on_stage else None
    yield
    if built is not None:
        assert built.local.limit_findings() == []
