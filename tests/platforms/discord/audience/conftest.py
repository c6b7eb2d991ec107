"""A server where the bot serves groups that are not for everyone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from bot.app.commands import registry
from bot.library.library import Library
from tests.platforms.discord.rooms import Accounts, Minutes, languages_with_words
from tests.platforms.discord.stage import Stage, staged


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(library: Library, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """A Dutch server where the bot serves the groups of tests beside its own commands."""
    made = registry(library)
    made.add(Minutes())
    made.add(Accounts())
    languages = languages_with_words(tmp_path_factory.mktemp("words") / "i18n")
    async with staged(made, languages, tmp_path_factory.mktemp("discord")) as built:
        yield built


@pytest.fixture(autouse=True)
def unset(stage: Stage) -> Iterator[None]:
    """Leaves nothing set under Integrations."""
    yield
    for command in (None, "minutes"):
        stage.local.permit(stage.guild, command, {})
