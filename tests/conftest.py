"""What all tests share: the real texts' library, opened once, and corpora of one's own."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from bot.app.commands import registry
from bot.app.reading import open_library
from bot.config import Config
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask
from tests.texts import Corpus, config

# The machines are shared: how long an example takes says nothing.
hypothesis_settings.register_profile("tests", deadline=None)
hypothesis_settings.load_profile("tests")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Settings over the real texts, with a state folder of the test run."""
    return config(tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="session")
def library(settings: Config) -> Library:
    """The library over the real texts."""
    return open_library(settings)


@pytest.fixture
def commands(library: Library) -> Registry:
    """The commands over the real texts, with repeatable excerpts."""
    return registry(library, random.Random(7))


@pytest.fixture(scope="session")
def languages() -> Languages:
    return Languages("nl")


@pytest.fixture
def ask() -> Ask:
    """Somebody who reads Dutch."""
    return Ask("nl", "nl", "test", "test", "anna")


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """A copy of the texts that a test may add to and change."""
    return Corpus(tmp_path / "corpus")
