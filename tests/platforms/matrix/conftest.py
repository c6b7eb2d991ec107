"""A stage on the tests' homeserver."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.library.library import Library
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.stage import Stage, staged


@pytest_asyncio.fixture
async def stage(homeserver: LocalHomeserver, library: Library, tmp_path: Path) -> AsyncIterator[Stage]:
    """Anna may invite the bot, which does not serve yet."""
    async with staged(homeserver, tmp_path / "state", library) as made:
        yield made


@pytest.fixture
def apart(homeserver: LocalHomeserver, tmp_path: Path) -> Iterator[Callable[..., LocalHomeserver]]:
    """Starts a homeserver for one test alone, which may end it, or have other `limits`."""
    started: list[LocalHomeserver] = []

    def start(limits: dict[str, Any] | None = None) -> LocalHomeserver:
        folder = tmp_path / f"homeserver{len(started)}"
        folder.mkdir()
        started.append(LocalHomeserver(folder, limits))
        started[-1].start()
        return started[-1]

    yield start
    for own in started:
        own.stop()
