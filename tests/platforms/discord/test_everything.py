from __future__ import annotations

from pathlib import Path

import pytest

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from tests.platforms.discord.driving import drive_everything

# `make fuzz` tries more.
EXAMPLES = 1


@pytest.mark.usefixtures("calm")
def test_whatever_the_texts_and_whatever_is_asked_everything_keeps_to_discords_limits(
    everything: Registry, library: Library, languages: Languages, tmp_path: Path
) -> None:
    driven = drive_everything(library, languages, tmp_path, EXAMPLES)

    # What is new among commands, actions or forms must be reached here too.
    assert driven.commands == set(everything.commands)
    assert driven.actions == set(everything.actions)
    assert driven.forms == set(everything.submits)
