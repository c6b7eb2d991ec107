"""What `make soak` does at length."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import Home, made_on
from tests.postgres import own_server
from tests.week.run import Numbers, week

# Of so few commands most make the bot remember something for the first time: how much says nothing.
FEW = Numbers(commands=150, deliveries=20, drops=5, restarts=2, looks=1, at_once=5, parts=2, growth=1.0)


async def test_a_week_on_postgresql_that_is_begun_anew_loses_nothing(
    pytestconfig: pytest.Config, tmp_path: Path
) -> None:
    if pytestconfig.getoption("--no-postgres"):
        pytest.skip("without PostgreSQL, as told")
    with own_server() as server, made_on(server.address) as address:
        found = await week(Home(tmp_path, address), FEW, server)

    assert found.wrong == []
    assert found.trouble.total() == FEW.drops + FEW.restarts
    assert found.posted.wanted == 21
