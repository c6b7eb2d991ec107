"""What communities own is tried on both databases where the database matters."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.communities.desk import Desk
from bot.library.library import Library
from tests.databases import Home
from tests.desks import desk_over


@pytest_asyncio.fixture
async def either(home: Home, library: Library) -> AsyncIterator[Desk]:
    """A desk over a database of each kind."""
    async with desk_over(home.backend(), library) as made:
        yield made
