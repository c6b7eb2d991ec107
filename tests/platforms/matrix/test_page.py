"""The page on Matrix tells what holds."""

from __future__ import annotations

import re

from bot.config import HOME
from bot.platforms.matrix.names import STATE
from bot.platforms.matrix.signs import SIGNS

PAGE = (HOME / "docs" / "matrix.md").read_text("utf-8")


def test_the_page_tells_every_sign_and_no_other() -> None:
    told = set(re.findall("|".join(map(re.escape, sorted(SIGNS.values(), key=len, reverse=True))), PAGE))

    assert told == set(SIGNS.values())


def test_the_page_names_the_state_that_a_room_may_demand_a_level_for() -> None:
    assert f"`{STATE}`" in PAGE
