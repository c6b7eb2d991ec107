from __future__ import annotations

from pathlib import Path

import pytest

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from tests.platforms.discord.driving import drive_everything

# `make fuzz` tries more.
EXAMPLES = 2


@pytest.mark.usefixtures("calm")
def test_whatever_the_texts_and_whatever_is_asked_every_command_and_action_keeps_to_discords_limits(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    driven = drive_everything(commands, languages, tmp_path, EXAMPLES)

    # What is new among commands or actions must be reached here too.
    assert driven.commands == set(commands.commands)
    assert driven.actions == set(commands.actions)
