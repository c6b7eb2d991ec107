"""The whole bot, with the real clients of the platforms: killed, and in trouble."""

from __future__ import annotations

from pathlib import Path

from tests.daily.lives.faults import disturbed
from tests.daily.lives.killing import PLACES, killed, points
from tests.daily.lives.on_discord import OnDiscord, discord
from tests.daily.lives.on_matrix import matrix
from tests.databases import Home, made_on
from tests.matrix.homeserver import LocalHomeserver

SCRIPTS, ON_MATRIX = 6, 3
# On Matrix, where what is sent may stand though nobody says so; all points in the long form.
FEW = ("after-intend", "send-arrived", "send-half", "send-acted", "before-sent", "find-acted")


async def test_the_whole_bot_killed_at_each_point_posts_everything_once(tmp_path: Path) -> None:
    every = points(OnDiscord.requests)
    async with discord(PLACES) as there:
        # On PostgreSQL in the long form; here the courier alone is killed there.
        found = await killed(Home(tmp_path), there, len(every))

    assert found.fine, found
    assert set(found.killed) >= set(every)


async def test_the_whole_bot_killed_on_matrix_posts_everything_once(
    homeserver: LocalHomeserver, tmp_path: Path
) -> None:
    async with matrix(homeserver, tmp_path, PLACES) as there:
        found = await killed(Home(tmp_path), there, len(FEW), FEW)

    assert found.fine, found
    assert set(found.killed) >= set(FEW)


async def test_whatever_goes_wrong_with_discord_everything_is_posted_once_and_nothing_asked_in_vain(
    server: str, tmp_path: Path
) -> None:
    with made_on(server) as address:
        async with discord(SCRIPTS) as there:
            found, unwanted = await disturbed(Home(tmp_path, address), there)

    assert found.fine, found
    assert unwanted == []


async def test_whatever_goes_wrong_with_a_homeserver_everything_is_posted_once_and_nothing_asked_in_vain(
    homeserver: LocalHomeserver, server: str, tmp_path: Path
) -> None:
    with made_on(server) as address:
        async with matrix(homeserver, tmp_path, ON_MATRIX) as there:
            found, unwanted = await disturbed(Home(tmp_path, address), there)

    assert found.fine, found
    assert unwanted == []
