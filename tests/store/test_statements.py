from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot.errors import StoreUnreachable
from bot.request import begun, current
from bot.store.database import Database
from bot.store.statements import tell
from tests.databases import Home

VALUE = {"typed": "geheimwoord"}


@asynccontextmanager
async def database(home: Home, slow_s: float | None = None) -> AsyncIterator[Database]:
    """An empty one, whose statements are slow after so many seconds besides."""
    home.folder.mkdir(exist_ok=True)
    engine = home.backend().serving()
    if slow_s is not None:
        tell(engine.sync_engine, slow_s)
    try:
        yield Database(engine, "x")
    finally:
        await engine.dispose()


async def test_a_slow_statement_is_told_with_its_request_and_without_values(home: Home) -> None:
    with capture_logs([merge_contextvars]) as events, begun():
        async with database(home, slow_s=0) as found, found.transaction() as connection:
            await connection.execute(text("SELECT  :typed \n AS told"), VALUE)
        request = current()
    slow = [of for of in events if of["event"] == "statement slow"]

    assert any(of["statement"].startswith("SELECT ") and of["statement"].count("  ") == 0 for of in slow)
    assert all(of["request"] == request and of["log_level"] == "warning" for of in slow)
    assert "geheimwoord" not in str(events)


async def test_a_statement_that_fails_is_told_without_values(home: Home) -> None:
    with capture_logs() as events, pytest.raises((DBAPIError, StoreUnreachable)):
        async with database(home) as found, found.transaction() as connection:
            await connection.execute(text("SELECT :typed FROM nowhere"), VALUE)
    [failed] = [of for of in events if of["event"] == "statement failed"]

    assert "FROM nowhere" in failed["statement"]
    assert failed["error"]
    assert "geheimwoord" not in str(events)


async def test_one_that_was_cancelled_did_not_fail(home: Home) -> None:
    waiting = (
        "SELECT pg_sleep(9)"
        if home.address
        else ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT max(i) FROM n")
    )
    with capture_logs() as events:
        async with database(home) as found:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1), found.transaction() as connection:
                    await connection.execute(text(waiting))

    assert [of for of in events if of["event"] == "statement failed"] == []


async def test_postgresql_is_told_the_request_in_each_statement(home: Home) -> None:
    if home.address is None:
        return
    asked = text("SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid() AND datname = :name")
    async with database(home) as found:
        name = home.address.partition("?")[0].rpartition("/")[2]
        with begun():
            async with found.transaction() as connection:
                within, request = str(await connection.scalar(asked, {"name": name})), current()
        with begun("*/ DROP TABLE x; /*"):
            async with found.transaction() as connection:
                forged = str(await connection.scalar(asked, {"name": name}))

    assert within.endswith(f"/* request={request} */")
    assert "/*" not in forged
