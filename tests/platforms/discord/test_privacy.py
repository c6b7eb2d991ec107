from __future__ import annotations

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app.membership import Kept
from bot.commands import habits, reading, recent
from bot.communities import desk as desks
from bot.communities import keeper
from bot.config import HOME
from bot.dispatch.cooldown import Rates
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import ANSWERS_KEPT
from bot.platforms import recent as posts
from bot.platforms.discord import announcing, integrations
from bot.platforms.discord.flight import REMEMBERED
from bot.platforms.discord.lasting import Lasting
from bot.store import expiring
from bot.store.communities import Communities
from bot.store.database import Database, opened
from bot.store.schema import METADATA
from bot.store.sqlite import NAME, SQLite
from tests.databases import prepare
from tests.platforms.discord.stage import button, staged, until

PRIVACY = (HOME / "docs" / "privacy.md").read_text("utf-8")
TYPED = "kronstadt -geheimwoord"


def stored(state: Path) -> dict[str, str]:
    """What each file holds; of a database every byte, as what was removed may still stand in it."""
    return {
        str(file.relative_to(state)): file.read_bytes().decode("latin-1") for file in state.rglob("*") if file.is_file()
    }


def row(table: str) -> str:
    """What the page says of a table."""
    return next(line for line in PRIVACY.splitlines() if f"(table `{table}`)" in line)


def lasting(state: Path, database: Database) -> Lasting:
    return Lasting(state, membership=Kept(Communities(database)))


@pytest.mark.asyncio(loop_scope="module")
async def test_what_is_stored_stands_on_the_privacy_page_and_tells_of_nobody(
    commands: Registry, languages: Languages, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    backend = SQLite(tmp_path / NAME)
    prepare(backend)
    with capture_logs() as events:
        async with opened(backend) as database, staged(commands, languages, lasting(tmp_path, database)) as stage:
            member = stage.member()
            answer = await member.slash("quote", query=TYPED)
            await member.press(answer, button(answer, "next"))
            await member.slash("verify", text=TYPED)
            await until(lambda: "discord-commands.sha256" in stored(tmp_path))
            kept = stored(tmp_path)

    told = [*kept.values(), str(events), caplog.text]
    assert {name.removesuffix("-wal").removesuffix("-shm") for name in kept} == {
        "discord-commands.sha256",
        "tegenspraak.sqlite3",
        "tegenspraak.lock",
    }
    assert all(f"`{name.removesuffix('-wal').removesuffix('-shm')}`" in PRIVACY for name in kept)
    for private in ("geheimwoord", str(member.id), member.account.name, stage.guild.name, str(stage.guild.channel.id)):
        assert all(private not in text for text in told)


def test_every_column_of_the_database_stands_on_the_privacy_page() -> None:
    for table in METADATA.tables.values():
        assert all(f"`{column.name}`" in row(table.name) for column in table.columns)


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


def test_how_long_what_is_stored_is_kept_is_what_the_page_says() -> None:
    kept = {
        "community": f"until {expiring.LEFT_DAYS} days after the bot left",
        "change": f"| {expiring.CHANGES_DAYS} days;",
        "missed": f"| {expiring.MISSED_DAYS} days after it was last asked",
        "seen": f"| {expiring.SEEN_DAYS} days |",
        "answer": f"| {expiring.SEEN_DAYS} days;",
        "vault": f"talks: {expiring.KEYS_DAYS} days;",
        "unread": f"at most {expiring.UNREAD_DAYS} days",
    }
    for table, told in kept.items():
        assert told in row(table)
    assert f"left lying: {expiring.OPEN_DAYS} days" in row("petition")
    assert f"given up: {expiring.SETTLED_DAYS} days from then" in row("petition")
    assert f"at most {desks.MOST_MISSED} of a server" in row("missed")
    assert f"at most {habits.LONGEST} characters" in row("missed")
    assert f"of the {keeper.COMMUNITIES:,} servers" in PRIVACY
    assert f"at most {announcing.MOST:,} |" in PRIVACY


def test_the_longest_wait_of_the_privacy_page_is_that_of_the_code() -> None:
    rates = (Rates().member, Rates().channel, Rates().community)

    assert f"{max(rate.burst * rate.seconds for rate in rates):.0f} seconds" in PRIVACY
