"""What goes wrong around forms on Discord, and what is kept of them."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.model import Ask, Message
from bot.platforms.discord.forms import FormModal
from bot.reply import Field, Option, Reply
from tests.platforms.discord.fakes import Around, Broken
from tests.platforms.discord.rooms import Pleas, languages_with_words, plea
from tests.platforms.discord.stage import Stage, said, staged

FILLED = {"what": "geheim"}


class TooMuch(Around):
    """Gives a form with more than Discord shows."""

    async def run(self, ask: Ask, name: str, values: object) -> Reply:
        choices = tuple(Option(str(n), Message("plea-left")) for n in range(26))
        return Reply((), form=replace(plea(), fields=(Field("side", Message("plea-side"), choices=choices),)))


@pytest.fixture
def words(tmp_path: Path) -> Languages:
    return languages_with_words(tmp_path / "i18n")


async def opened_and_filled_in(stage: Stage) -> tuple[str, list[str]]:
    """The title of a form, and what is answered to it."""
    member = stage.member()
    opened = await member.slash("plea")
    answer = await member.submit(opened, FILLED)
    assert answer.ephemeral
    return opened.modal["title"], said(answer)


async def test_a_defect_behind_a_form_is_told_in_one_sentence_and_logged_without_what_was_filled_in(
    words: Languages, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class BrokenSubmit(Broken):
        async def run(self, ask: Ask, name: str, values: object) -> Reply:
            return Reply((), form=plea())

    with capture_logs() as events:
        async with staged(BrokenSubmit(Registry([Pleas()], {})), words, tmp_path) as stage:
            _, answered = await opened_and_filled_in(stage)

    [failed] = [e for e in events if e["log_level"] == "error"]
    assert answered == ["Er ging iets mis bij ons. Het is genoteerd; probeer het straks opnieuw."]
    assert failed["error"] == "RuntimeError"
    assert "geheim" not in str(events) + caplog.text


async def test_a_form_over_discords_limits_is_not_opened_but_said(words: Languages, tmp_path: Path) -> None:
    with capture_logs() as events:
        async with staged(TooMuch(Registry([Pleas()], {})), words, tmp_path) as stage:
            answer = await stage.member().slash("plea")

    assert (answer.ephemeral, said(answer)) == (True, ["Dit antwoord is te lang om hier te tonen."])
    assert any(e["event"] == "reply over Discord's limits" and e["findings"] for e in events)


@pytest.mark.usefixtures("calm")
async def test_nothing_is_kept_of_a_form_once_it_is_open(words: Languages, tmp_path: Path) -> None:
    async with staged(Registry([Pleas()], {}), words, tmp_path) as stage:
        member = stage.member()
        opened = await member.slash("plea")
        await stage.member().slash("board")
        gc.collect()
        kept = [thing for thing in gc.get_objects() if isinstance(thing, FormModal)]
        answer = await member.submit(opened, FILLED)

    assert kept == []
    assert len(said(answer)) == 1
