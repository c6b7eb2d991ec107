"""A stage on the tests' homeserver."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.config import Config
from bot.library.library import Library
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.stage import Stage, share_index, staged


@pytest_asyncio.fixture
async def stage(
    homeserver: LocalHomeserver, settings: Config, library: Library, tmp_path: Path
) -> AsyncIterator[Stage]:
    """Anna may invite the bot, which does not serve yet."""
    share_index(settings, tmp_path / "state")
    async with staged(homeserver, tmp_path / "state", library) as made:
        yield made
