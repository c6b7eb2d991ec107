"""Who takes part, and what makes the posts."""

from __future__ import annotations

import pytest

from bot.dispatch.registry import Registry
from bot.model import Role
from tests.commands.daily.posting import Posts, posts
from tests.commands.topics.people import Person, person
from tests.daily.clocks import Time
from tests.desks import Owned


@pytest.fixture
def posted(owned: Owned, time: Time) -> Posts:
    """What posts in all communities."""
    return posts(owned, time)


@pytest.fixture
def anna(everything: Registry) -> Person:
    """A moderator who reads Dutch."""
    return person(everything, "anna", Role.MODERATOR)


@pytest.fixture
def ben(everything: Registry) -> Person:
    """A moderator who reads English."""
    return person(everything, "ben", Role.MODERATOR, locale="en")


@pytest.fixture
def mia(everything: Registry) -> Person:
    """A manager."""
    return person(everything, "mia", Role.MANAGER)


@pytest.fixture
def otto(everything: Registry) -> Person:
    """A moderator of another community."""
    return person(everything, "otto", Role.MODERATOR, place="2")
