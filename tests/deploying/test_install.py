"""What `make install` lays down is all that a container holds: it is started here as compose.yaml starts it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator

import pytest

from tests.deploying.installing import Installed, folder_for_all, laid_down, make, signalled, size
from tests.local_discord import LocalDiscord
from tests.platforms.discord.stage import button, shown

MEGABYTE = 1_000_000
# What python:3.13-slim-trixie unpacks to, and what the image may.
BASE_MB, IMAGE_MB = 130, 350


@pytest.fixture(scope="module")
def installed() -> Iterator[Installed]:
    with folder_for_all() as folder:
        made = Installed(folder / "tegenspraak", folder / "state")
        make("install", f"PREFIX={made.prefix}", f"WHEELS={folder / 'wheels'}")
        made.protect()
        yield made


def test_with_its_base_it_fits_into_an_image(installed: Installed) -> None:
    megabytes = size(installed.prefix) / MEGABYTE

    assert 50 < megabytes <= IMAGE_MB - BASE_MB


def test_it_brings_no_means_to_install_more(installed: Installed) -> None:
    names = {file.name for file in (installed.prefix / "bin").iterdir()}

    assert "tegenspraak" in names
    assert not any(name.startswith(("pip", "hatch", "pytest")) for name in names)


def test_check_finds_all_in_order(installed: Installed) -> None:
    done = installed.run("check")

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""


async def test_it_serves_until_it_is_told_to_stop_and_writes_to_its_state_folder_alone(installed: Installed) -> None:
    before = laid_down(installed.prefix)
    async with LocalDiscord() as local:
        settings = {
            "TEGENSPRAAK_DISCORD_TOKEN": local.token,
            "TEGENSPRAAK_DISCORD_API_BASE": local.api_base,
            "TEGENSPRAAK_DISCORD_GATEWAY": local.gateway_url,
        }
        async with installed.started(settings) as process:
            member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
            await local.ready(60)
            await local.commands_synced(20)
            answer = await member.slash("quote", query="kronstadt")
            picture = await member.press(answer, button(answer, "picture"))
            health = await asyncio.to_thread(installed.run, "health")
            signalled(process, signal.SIGTERM)
            _, errors = await asyncio.wait_for(process.communicate(), 8)

    assert len(shown(answer)) == 1
    assert len(picture.message["attachments"]) == 1
    assert process.returncode == 0, errors.decode()
    assert b"Traceback" not in errors
    assert health.returncode == 0, health.stdout + health.stderr
    assert installed.run("health").returncode == 1
    assert laid_down(installed.prefix) == before
    assert (installed.state / "tegenspraak.sqlite3").exists()
