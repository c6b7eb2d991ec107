"""The whole bot, with the real discord.py client: killed, and in trouble."""

from __future__ import annotations

from tests.daily.lives.faults import disturbed
from tests.daily.lives.killing import POINTS, killed
from tests.databases import Home

SCRIPTS = 6


async def test_the_whole_bot_killed_at_each_point_posts_everything_once(home: Home) -> None:
    found = await killed(home, len(POINTS))

    assert found.fine, found
    assert set(found.killed) >= set(POINTS)


async def test_whatever_goes_wrong_with_discord_everything_is_posted_once_and_nothing_asked_in_vain(home: Home) -> None:
    found, unwanted = await disturbed(home, SCRIPTS)

    assert found.fine, found
    assert unwanted == []
