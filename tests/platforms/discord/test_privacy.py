from __future__ import annotations

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.commands.reading import PLACES_REMEMBERED
from bot.commands.recent import ASKED, LONGEST, PLACES
from bot.config import HOME
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import ANSWERS_KEPT
from bot.platforms.discord import integrations
from bot.platforms.discord.flight import REMEMBERED
from bot.platforms.recent import MOST, WINDOW_S
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
    assert f"last {ASKED} subjects asked about in a channel for everyone to see, in {PLACES:,} channels" in PRIVACY
    assert f"no longer than {LONGEST} characters" in PRIVACY
    assert f"which paragraph a channel, of the last {PLACES_REMEMBERED:,}," in PRIVACY
    assert f"in the last {MOST:,} messages of {WINDOW_S / 60:.0f} minutes" in PRIVACY
    assert f"of the last {integrations.REMEMBERED:,} servers" in PRIVACY
