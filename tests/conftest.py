"""What all tests share: the real texts' library, opened once, and corpora of one's own."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import settings as hypothesis_settings

from bot.app.commands import registry
from bot.app.reading import open_library
from bot.communities.desk import Desk
from bot.config import Config
from bot.daily.agenda import Agenda
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask
from tests.daily.clocks import Time
from tests.databases import Home, made_on
from tests.desks import Owned, owned_in
from tests.leaving import heartbeats, log_set
from tests.matrix.homeserver import LocalHomeserver
from tests.postgres import postgres
from tests.texts import Corpus, config

# These take longest, and go first, so that at the end none of several processes works alone; the others as they come.
FIRST = (
    "daily/test_killing", "deploying/test_newcomer", "deploying/test_install", "daily/test_courier",
    "daily/test_lives", "week/test_week", "matrix/test_faults", "matrix/test_daily", "alike/test_alike",
    "app/test_posting", "discord/test_service", "store/test_backup", "store/test_killed", "app/test_steps",
    "bench/test_daily", "daily/test_scripts", "discord/test_everything", "matrix/test_everything",
    "many/test_many", "bench/test_following",
)  # fmt: skip

# The machines are shared: how long an example takes says nothing.
hypothesis_settings.register_profile("tests", deadline=None)
hypothesis_settings.load_profile("tests")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Without the options, tests fail where there is no PostgreSQL or homeserver: a skipped test is soon forgotten."""
    parser.addoption(
        "--long", action="store_true", help="take the long forms of tests that have one, as `make soak` does"
    )
    parser.addoption("--no-postgres", action="store_true", help="leave out the tests on PostgreSQL")
    parser.addoption("--no-synapse", action="store_true", help="leave out the tests with a Matrix homeserver")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts what takes longest first, after others have drawn the order."""
    items.sort(key=lambda item: not str(item.path.with_suffix("")).endswith(FIRST))


@pytest.fixture(scope="module", autouse=True)
def nothing_left() -> Iterator[None]:
    """Fails the module of tests that leaves behind what would trouble those that follow it, as they come."""
    before = log_set()
    yield
    assert heartbeats() == []
    assert log_set() == before


@pytest.fixture(scope="session")
def server(pytestconfig: pytest.Config) -> Iterator[str]:
    """The address of a PostgreSQL server, started when first needed."""
    if pytestconfig.getoption("--no-postgres"):
        pytest.skip("without PostgreSQL, as told")
    with postgres() as address:
        yield address


@pytest.fixture(scope="session")
def homeserver(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalHomeserver]:
    """A Matrix homeserver, started when first needed."""
    if pytestconfig.getoption("--no-synapse"):
        pytest.skip("without a homeserver, as told")
    made = LocalHomeserver(tmp_path_factory.mktemp("homeserver"))
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def long(pytestconfig: pytest.Config) -> bool:
    """Whether a test takes its long form."""
    return bool(pytestconfig.getoption("--long"))


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """Where an empty database is; the test runs once on each kind."""
    if request.param == "sqlite":
        yield Home(tmp_path / "state")
        return
    with made_on(request.getfixturevalue("server")) as address:
        yield Home(tmp_path / "state", address)


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


@pytest.fixture
def time() -> Time:
    """Midday in Amsterdam on 22 November 2026, until it is set: schedules go by it."""
    return Time()


@pytest_asyncio.fixture
async def owned(library: Library, tmp_path: Path, time: Time) -> AsyncIterator[Owned]:
    """What communities own: nothing yet."""
    async with owned_in(tmp_path / "desk", library, time.wall) as made:
        yield made


@pytest.fixture
def desk(owned: Owned) -> Desk:
    return owned.desk


@pytest.fixture
def agenda(owned: Owned) -> Agenda:
    return owned.agenda


@pytest.fixture
def everything(library: Library, owned: Owned) -> Registry:
    """All commands, those for what communities own too."""
    return registry(library, random.Random(7), desk=owned.desk, agenda=owned.agenda)


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
