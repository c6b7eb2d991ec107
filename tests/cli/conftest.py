"""A local Discord for the commands that ask Discord something."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.local_discord import LocalDiscord


@pytest_asyncio.fixture(loop_scope="module")
async def local() -> AsyncIterator[LocalDiscord]:
    """A local Discord without any client."""
    async with LocalDiscord() as discord:
        yield discord
