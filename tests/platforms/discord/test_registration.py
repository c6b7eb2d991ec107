from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.app.commands import registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.platforms.discord import registration
from tests.local_discord import LocalDiscord
from tests.platforms.discord.stage import Stage, local_discord, said, served, until

pytestmark = pytest.mark.asyncio(loop_scope="module")


def remembered(state: Path) -> list[str]:
    file = state / registration.FILE
    return file.read_text("utf-8").splitlines() if file.exists() else []


def puts(local: LocalDiscord) -> int:
    return sum(entry["method"] == "PUT" for entry in local.requests)


async def test_commands_are_registered_for_everyone_everywhere_in_two_languages(stage: Stage) -> None:
    by_name = {command["name"]: command for command in stage.local.commands if command["type"] == 1}

    quote = by_name["quote"]
    assert set(by_name) == {name.split()[0] for name in stage.registry.commands}
    assert quote["description"] == "A verbatim quotation on a subject, with its source"
    assert quote["description_localizations"]["nl"].startswith("Een letterlijk citaat")
    assert set(quote["description_localizations"]) == {"nl"}
    assert (quote["contexts"], quote["integration_types"]) == ([0, 1, 2], [0, 1])
    assert [(o["name"], o["required"], o.get("autocomplete", False)) for o in quote["options"]] == [
        ("query", True, True),
        ("author", False, True),
        ("speaker", False, True),
        ("card", False, False),
        ("private", False, False),
    ]
    assert quote["options"][1]["description_localizations"] == {"nl": "Alleen deze auteur"}


@pytest.mark.usefixtures("calm")
async def test_a_second_start_registers_nothing(library: Library, languages: Languages, tmp_path: Path) -> None:
    async with local_discord() as local:
        for _ in range(2):
            async with served(local, registry(library), languages, tmp_path):
                await until(lambda: len(remembered(tmp_path)) == 1)
        assert puts(local) == 1

        (tmp_path / registration.FILE).write_text(f"{'0' * 64}  {local.bot.id}\n", "utf-8")
        async with served(local, registry(library), languages, tmp_path):
            await local.commands_synced(times=2)

        assert puts(local) == 2


@pytest.mark.usefixtures("calm")
async def test_each_application_has_its_own_line(library: Library, languages: Languages, tmp_path: Path) -> None:
    numbers = []
    for _ in range(2):
        async with local_discord() as local, served(local, registry(library), languages, tmp_path):
            numbers.append(str(local.bot.id))
            await until(lambda: len(remembered(tmp_path)) == len(numbers))

    lines = remembered(tmp_path)
    assert [line.split("  ")[1] for line in lines] == numbers


async def test_an_outage_delays_registration_and_nothing_else(
    library: Library, languages: Languages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registration, "RETRIES_S", (0.05,) * 3)
    async with local_discord() as local:
        local.faults.answer("PUT", "/commands$", status=503, times=2)
        async with served(local, registry(library), languages, tmp_path):
            assert puts(local) == 3


async def test_what_discord_refuses_is_logged_once_and_the_bot_serves(
    library: Library, languages: Languages, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with local_discord() as local:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        async with served(local, registry(library), languages, tmp_path):
            known = list(local.commands)
            await until(lambda: len(remembered(tmp_path)) == 1)
        (tmp_path / registration.FILE).unlink()
        local.faults.answer("PUT", "/commands$", status=400, body={"code": 50035, "message": "Invalid Form Body"})
        async with served(local, registry(library), languages, tmp_path):
            await local.requested("PUT", "/commands$", times=2)
            answer = await member.slash("sources")

        assert local.commands == known
        assert said(answer)[0] == "De teksten"
        assert not (tmp_path / registration.FILE).exists()


async def test_a_state_folder_that_takes_no_file_costs_a_registration_only(
    library: Library, languages: Languages, tmp_path: Path
) -> None:
    async with local_discord() as local:
        for times in (1, 2):
            async with served(local, registry(library), languages, tmp_path / "none"):
                await local.commands_synced(times=times)
        await asyncio.sleep(0)

        assert puts(local) == 2


async def test_a_command_of_an_earlier_version_is_told_in_one_sentence(
    library: Library, languages: Languages, tmp_path: Path
) -> None:
    async with local_discord() as local:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "en-US")
        async with served(local, registry(library), languages, tmp_path):
            quote = next(c for c in local.commands if c["name"] == "quote")
            local.commands.append({**quote, "name": "stance", "id": "7"})
            quote["options"] = [{**option, "required": False} for option in quote["options"]]

            answers = [await member.slash("stance", query="x"), await member.slash("quote")]

        for answer in answers:
            assert answer.ephemeral
            assert said(answer) == ["There is no such command. Type /help for what there is."]
