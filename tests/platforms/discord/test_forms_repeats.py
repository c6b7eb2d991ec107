"""Quotations in answers to forms, in a channel where they stand already."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.dispatch.command import submit
from bot.dispatch.registry import Registry
from bot.model import Ask
from bot.platforms.discord.lasting import Lasting
from bot.platforms.recent import Recent
from bot.reply import Reply
from tests.local_discord import Answer
from tests.platforms.discord.rooms import Pleas, languages_with_words
from tests.platforms.discord.stage import Stage, button, shown, staged

pytestmark = pytest.mark.usefixtures("calm")


class Quoting(Pleas):
    """Pleas that are answered with a quotation."""

    def __init__(self, commands: Registry) -> None:
        self._commands = commands

    plea, board, amend = Pleas.plea, Pleas.board, Pleas.amend

    @submit("plead")
    async def plead(self, ask: Ask, target: str, kept: str, filled: Mapping[str, str]) -> Reply:
        """Quotes."""
        return await self._commands.commands["quote"].handler(ask, filled["what"])


async def quoted(stage: Stage, *, under: bool) -> tuple[Answer, Answer]:
    """A quotation that a command gave, and then the answer to a form, opened under a message or by a command."""
    member = stage.member()
    first = await member.slash("quote", query="kronstadt")
    board = await member.slash("board")
    opened = await (member.press(board, button(board, "amend")) if under else member.slash("plea"))
    return first, await member.submit(opened, {"what": "kronstadt"})


@pytest.mark.parametrize("under", [True, False])
async def test_a_new_answer_to_a_form_leads_to_a_quotation_that_stands_there_and_a_changed_one_shows_it(
    commands: Registry, tmp_path: Path, *, under: bool
) -> None:
    commands.add(Quoting(commands))
    async with staged(commands, languages_with_words(tmp_path / "i18n"), Lasting(tmp_path, Recent())) as stage:
        first, answer = await quoted(stage, under=under)

    assert shown(answer)[0].text == shown(first)[0].text
    assert answer.ephemeral == (not under)
    assert answer.texts()[0].startswith("Dit citaat staat hier al") == (not under)
