from __future__ import annotations

from pathlib import Path

import pytest

from bot.dispatch.registry import Registry
from tests.platforms.discord.driving import drive_everything
from tests.platforms.discord.rooms import Ledger, Pleas, languages_with_words

# `make fuzz` tries more.
EXAMPLES = 2


@pytest.mark.usefixtures("calm")
def test_whatever_the_texts_and_whatever_is_asked_everything_keeps_to_discords_limits(
    commands: Registry, tmp_path: Path
) -> None:
    rooms = (Pleas(), Ledger())
    for room in rooms:
        commands.add(room)

    driven = drive_everything(commands, languages_with_words(tmp_path / "i18n"), tmp_path, EXAMPLES, rooms)

    # What is new among commands, actions or forms must be reached here too.
    assert driven.commands == set(commands.commands)
    assert driven.actions == set(commands.actions)
    assert driven.forms == set(commands.submits)
