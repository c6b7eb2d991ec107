from __future__ import annotations

from bot.store.database import Database
from tests.daily.scripts import wrong

SCRIPTS = 50


async def test_whatever_goes_wrong_on_a_platform_nothing_stands_twice_or_is_lost(database: Database) -> None:
    assert {seed: told for seed in range(SCRIPTS) if (told := await wrong(database, seed))} == {}
