from __future__ import annotations

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.commands import reading, recent
from bot.config import HOME
from bot.dispatch.cooldown import Rates
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import ANSWERS_KEPT
from bot.platforms import recent as posts
from bot.platforms.discord import integrations
from bot.platforms.discord.flight import REMEMBERED
from tests.platforms.discord.stage import button, staged, until

PRIVACY = (HOME / "docs" / "privacy.md").read_text("utf-8")
TYPED = "kronstadt -geheimwoord"


def stored(state: Path) -> dict[str, str]:
    return {str(file.relative_to(state)): file.read_text("utf-8") for file in state.rglob("*") if file.is_file()}


@pytest.mark.asyncio(loop_scope="module")
async def test_what_is_stored_stands_on_the_privacy_page_and_tells_of_nobody(
    commands: Registry, languages: Languages, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with capture_logs() as events:
        async with staged(commands, languages, tmp_path) as stage:
            member = stage.member()
            answer = await member.slash("quote", query=TYPED)
            await member.press(answer, button(answer, "next"))
            await member.slash("verify", text=TYPED)
            await until(lambda: bool(stored(tmp_path)))

    kept = stored(tmp_path)
    told = [*kept.values(), str(events), caplog.text]
    assert set(kept) == {"discord-commands.sha256"}
    assert all(f"`{name}`" in PRIVACY for name in kept)
    for private in ("geheimwoord", str(member.id), member.account.name, stage.guild.name, str(stage.guild.channel.id)):
        assert all(private not in text for text in told)


def test_the_numbers_of_the_privacy_page_are_those_of_the_code() -> None:
    assert f"last {ANSWERS_KEPT:,} questions" in PRIVACY
    assert f"last {REMEMBERED:,} interactions" in PRIVACY
    assert f"last {recent.ASKED} subjects" in PRIVACY
    assert f"of the {recent.PLACES:,} channels where something was asked" in PRIVACY
    assert f"up to {recent.LONGEST} characters" in PRIVACY
    assert f"of the {reading.PLACES_REMEMBERED:,} channels where one was shown" in PRIVACY
    assert f"at most {posts.MOST:,} |" in PRIVACY
    assert f"| {posts.WINDOW_S / 60:.0f} minutes, and" in PRIVACY
    assert f"at most {integrations.REMEMBERED:,} servers" in PRIVACY


def test_the_longest_wait_of_the_privacy_page_is_that_of_the_code() -> None:
    rates = (Rates().member, Rates().channel, Rates().community)

    assert f"{max(rate.burst * rate.seconds for rate in rates):.0f} seconds" in PRIVACY
