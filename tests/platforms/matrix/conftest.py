"""A stage on the tests' homeserver."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.config import Config
from bot.library.library import Library
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.stage import Stage, set_up


@pytest_asyncio.fixture
async def stage(
    homeserver: LocalHomeserver, settings: Config, library: Library, tmp_path: Path
) -> AsyncIterator[Stage]:
    """Anna may invite the bot, which does not serve yet."""
    async with set_up(homeserver, settings, library, tmp_path / "state") as made:
        yield made
