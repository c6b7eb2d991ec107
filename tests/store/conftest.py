"""Every test of the store runs on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.store.backend import Backend
from bot.store.database import Database, opened
from tests.databases import Home, prepare
from tests.store.timing import Clock


@pytest.fixture
def backend(home: Home) -> Backend:
    """An empty database."""
    return home.backend()


@pytest_asyncio.fixture
async def database(backend: Backend) -> AsyncIterator[Database]:
    """A database with the tables of this version, and nothing in them."""
    prepare(backend)
    async with opened(backend) as database:
        yield database


@pytest.fixture
def clock() -> Clock:
    """An hour later each time."""
    return Clock()
