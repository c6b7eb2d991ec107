from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from tests.platforms.discord.rooms import Switches
from tests.platforms.discord.stage import Stage, said, staged

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

BOOLEAN = 5


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(languages: Languages, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """A server where the bot serves one command with switches."""
    async with staged(Registry([Switches()], {}), languages, tmp_path_factory.mktemp("discord")) as built:
        yield built


async def test_an_option_that_is_yes_or_no_is_a_switch(stage: Stage) -> None:
    [quote] = stage.local.commands

    assert [o["type"] == BOOLEAN for o in quote["options"]] == [False, True, True, True]
    assert not any(o["required"] for o in quote["options"])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "all False None"),
        ({"author": True}, "all True None"),
        ({"query": "x", "speaker": False}, "x False False"),
    ],
)
async def test_a_switch_arrives_as_it_was_set(stage: Stage, given: dict[str, Any], told: str) -> None:
    answer = await stage.member().slash("quote", **given)

    assert said(answer) == [f"Misschien bedoelde u: {told}"]
