"""Who takes part."""

from __future__ import annotations

import pytest

from bot.dispatch.registry import Registry
from bot.model import Role
from tests.commands.topics.people import Person, person


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
def bram(everything: Registry) -> Person:
    """A member."""
    return person(everything, "bram")


@pytest.fixture
def carla(everything: Registry) -> Person:
    """Another member."""
    return person(everything, "carla")


@pytest.fixture
def otto(everything: Registry) -> Person:
    """A moderator of another community."""
    return person(everything, "otto", Role.MODERATOR, place="2")
