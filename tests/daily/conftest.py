"""What is posted daily runs on both databases, and goes by clocks that tests set."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.daily.schedule import Timing
from bot.daily.zones import Zones
from bot.store.database import Database, opened
from bot.store.deliveries import Deliveries
from bot.store.ledger import Ledger
from bot.store.schedules import KIND, Schedules
from tests.daily.clocks import Time
from tests.databases import Home, prepare


@pytest_asyncio.fixture
async def database(home: Home) -> AsyncIterator[Database]:
    """A database with the tables of this version, and nothing in them."""
    backend = home.backend()
    prepare(backend)
    async with opened(backend) as database:
        yield database


@pytest.fixture
def schedules(database: Database, time: Time) -> Schedules:
    return Schedules(database, Timing(Zones()), time.wall)


@pytest.fixture
def ledger(database: Database, schedules: Schedules, time: Time) -> Ledger:
    return Ledger(database, {}, time.wall, {KIND: schedules.derive})


@pytest.fixture
def deliveries(database: Database, time: Time) -> Deliveries:
    return Deliveries(database, time.wall)
