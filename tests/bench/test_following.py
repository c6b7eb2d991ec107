from __future__ import annotations

from pathlib import Path

from bot.config import Config
from bot.library.library import Library
from tests.bench.figures import Figures, Following
from tests.bench.following import CHAT, COMMAND, POST, Program, followed
from tests.bench.goals import outcomes
from tests.databases import made_on
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.stage import set_up


async def test_where_one_of_two_is_killed_the_other_answers_and_posts_what_the_first_did_not(
    homeserver: LocalHomeserver, settings: Config, library: Library, server: str, tmp_path: Path
) -> None:
    with made_on(server) as address:
        async with set_up(homeserver, settings, library, tmp_path / "state") as stage:
            found = await followed(stage, address, Program((), "tests.app.hurried"))

    assert [of.what for of in found] == [COMMAND, CHAT, POST]
    assert all(of.seconds > 0 for of in found)


def test_the_goal_is_that_another_goes_on_within_four_minutes() -> None:
    figures = Figures({}, following=[Following(COMMAND, 0.5), Following(POST, 241.0)])

    assert [of.met for of in outcomes(figures)] == [True, False]
