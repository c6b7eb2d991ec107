"""A local Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.local_discord import LocalDiscord
from tests.platforms.discord.stage import local_discord


@pytest_asyncio.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    """What is asked of it is held against Discord's own description at the end."""
    async with local_discord() as discord:
        yield discord
