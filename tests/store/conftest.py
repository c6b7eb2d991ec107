"""Every test of the store runs on both databases."""

from __future__ import annotations

import pytest

from bot.store.backend import Backend
from tests.databases import Home


@pytest.fixture
def backend(home: Home) -> Backend:
    """An empty database."""
    return home.backend()
