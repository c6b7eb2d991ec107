"""What makes the posts."""

from __future__ import annotations

import pytest

from tests.commands.daily.posting import Posts, posts
from tests.daily.clocks import Time
from tests.desks import Owned


@pytest.fixture
def posted(owned: Owned, time: Time) -> Posts:
    """What posts in all communities."""
    return posts(owned, time)
