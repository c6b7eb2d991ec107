from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from tests.fuzz.queries import HOSTILE
from tests.fuzz.texts import EVERYTHING, WORKS, Written
from tests.platforms.discord.driving import Driver

EXAMPLES = 6


@pytest.mark.usefixtures("calm")
def test_whatever_the_texts_and_whatever_is_asked_every_command_and_action_keeps_to_discords_limits(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    with asyncio.Runner() as runner:
        driver = runner.run(Driver(commands, languages, tmp_path).__aenter__())

        @settings(max_examples=EXAMPLES, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(WORKS, st.lists(HOSTILE, min_size=2, max_size=4), st.integers(0, 1 << 32))
        @example(EVERYTHING, ["molen", "@everyone"], 1)
        def drive(works: list[Written], typed: list[str], seed: int) -> None:
            runner.run(driver.drive(works, typed, seed))

        try:
            drive()
        finally:
            runner.run(driver.__aexit__(None, None, None))

    assert driver.driven.commands == set(commands.commands)
    assert driver.driven.actions == set(commands.actions)
