"""The whole bot, with the real discord.py client: killed, and in trouble."""

from __future__ import annotations

from pathlib import Path

from tests.daily.lives.faults import disturbed
from tests.daily.lives.killing import POINTS, killed
from tests.databases import Home, made_on

SCRIPTS = 6


async def test_the_whole_bot_killed_at_each_point_posts_everything_once(tmp_path: Path) -> None:
    # On PostgreSQL in the long form; here the courier alone is killed there.
    found = await killed(Home(tmp_path), len(POINTS))

    assert found.fine, found
    assert set(found.killed) >= set(POINTS)


async def test_whatever_goes_wrong_with_discord_everything_is_posted_once_and_nothing_asked_in_vain(
    server: str, tmp_path: Path
) -> None:
    with made_on(server) as address:
        found, unwanted = await disturbed(Home(tmp_path, address), SCRIPTS)

    assert found.fine, found
    assert unwanted == []
