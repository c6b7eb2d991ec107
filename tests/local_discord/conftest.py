"""A local Discord, and one with the example bot."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from .example_bot import ExampleBot, running
from .places import Guild
from .server import LocalDiscord


@pytest_asyncio.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    """A local Discord without any client."""
    async with LocalDiscord() as discord:
        yield discord


@pytest_asyncio.fixture
async def guild(local: LocalDiscord) -> Guild:
    """A Dutch guild that was there before the bot."""
    return local.add_guild("Leesgroep", "nl")


@pytest_asyncio.fixture
async def bot(local: LocalDiscord, guild: Guild) -> AsyncIterator[ExampleBot]:
    """The example bot, ready."""
    del guild  # It only has to be there before the client.
    async with running(local) as client:
        yield client
