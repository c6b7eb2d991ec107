from __future__ import annotations

import asyncio
import json
import os
import subprocess
from pathlib import Path

import pytest

from bot.app.storing import ready_backend
from bot.config import HOME, Config, load
from bot.store.database import opened
from bot.store.postgresql import PostgreSQL
from bot.store.sqlite import NAME, SQLite
from tests.databases import Home, change, made_on, rows
from tests.local_discord import LocalDiscord
from tests.store.test_migrating import more
from tests.texts import Corpus
from tests.warm import tegenspraak

BARE = {name: value for name, value in os.environ.items() if not name.startswith("TEGENSPRAAK_")}
SEEN = "INSERT INTO community (key, first_seen, left_at) VALUES ('discord:1', 1, NULL)"
KEYS = "SELECT key FROM community"
CHECKS = ["texts", "voices", "state", "disk", "index", "database", "token", "matrix"]


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line, in English."""
    env = {**BARE, "TEGENSPRAAK_LOCALE": "en", "TEGENSPRAAK_DISCORD_TOKEN": "geheim", **environment}
    return tegenspraak(arguments, env)


def config_of(home: Home) -> Config:
    return load(home.environment)


def test_a_backup_is_made_beside_a_bot_and_restored_once_it_stopped(home: Home, tmp_path: Path) -> None:
    backend = ready_backend(config_of(home))
    change(backend, SEEN)

    async def served() -> list[subprocess.CompletedProcess[str]]:
        async with opened(backend):
            made = await asyncio.to_thread(run, "backup", "--to", tmp_path / "kept", **home.environment)
            [file] = (tmp_path / "kept").iterdir()
            return [made, await asyncio.to_thread(run, "restore", file, "--yes", **home.environment)]

    made, refused = asyncio.run(served())
    [file] = (tmp_path / "kept").iterdir()
    assert (made.returncode, made.stdout, made.stderr) == (0, f"Backup made: {file}\n", "")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("A bot is serving with this database")

    change(backend, "DELETE FROM community")
    change(backend, SEEN.replace("discord:1", "discord:2"))
    asked = run("restore", file, **home.environment)
    done = run("restore", file, "--yes", **home.environment)

    assert asked.returncode == 2
    assert "--yes" in asked.stderr
    assert (done.returncode, done.stdout) == (0, f"One row is back in the database, from {file}\n")
    assert rows(backend, KEYS) == [("discord:1",)]


def test_backups_stand_in_the_state_folder_unless_told_otherwise(tmp_path: Path) -> None:
    home = Home(tmp_path)
    change(ready_backend(config_of(home)), SEEN)
    done = run("backup", **home.environment)
    [file] = (tmp_path / "backups").iterdir()

    assert done.stdout == f"Backup made: {file}\n"
    assert rows(SQLite(file), KEYS) == [("discord:1",)]


def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    done = run("backup", TEGENSPRAAK_STATE=str(tmp_path))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"There is nothing in the database {tmp_path / NAME} yet.\n"


def test_a_database_is_copied_to_a_server_and_the_address_stays_in_its_file(server: str, tmp_path: Path) -> None:
    home = Home(tmp_path)
    change(ready_backend(config_of(home)), SEEN)
    with made_on(server) as address:
        (tmp_path / "address").write_text(f"{address}\n", "utf-8")
        done = run("copy-database", tmp_path, f"@{tmp_path / 'address'}", **home.environment)
        again = run("copy-database", tmp_path, f"@{tmp_path / 'address'}", **home.environment)
        found = rows(PostgreSQL(address), KEYS)
        name = PostgreSQL(address).name

    assert (done.returncode, done.stdout, done.stderr) == (0, f"One row stands in {name} now, each as it was.\n", "")
    assert found == [("discord:1",)]
    assert (again.returncode, again.stderr) == (
        2,
        f"There is something in the database {name} already. Take an empty one.\n",
    )


@pytest.mark.parametrize("told", ["", "@/nowhere", "mysql://anna:geheim@host/name", "postgresql://anna:ge@heim@host/x"])
def test_what_names_no_database_is_told_without_being_repeated(tmp_path: Path, told: str) -> None:
    done = run("copy-database", tmp_path, told)

    assert (done.returncode, done.stderr.split(".")[0]) == (2, "That names no database")
    assert "geheim" not in done.stderr


def test_a_check_of_a_bot_that_works_ends_with_0(home: Home) -> None:
    ready_backend(config_of(home))
    done = run("check", "--json", **home.environment)
    told = json.loads(done.stdout)
    page = run("check", **home.environment)

    assert (done.returncode, done.stderr, told["ok"]) == (0, "", True)
    assert [of["check"] for of in told["checks"]] == CHECKS
    assert all(of["ok"] for of in told["checks"])
    lines = page.stdout.splitlines()
    told_too = [f"ok  {of['told']}" for of in told["checks"]]
    # How much of the disk is free may have changed in between.
    assert (lines[:3], len(lines), lines[4:]) == (told_too[:3], len(CHECKS), told_too[4:])
    assert "geheim" not in page.stdout


def wrong(home: Home, **environment: str) -> dict[str, str]:
    """What a check finds wrong, with what it tells; the exit status says so too."""
    done = run("check", "--json", **{**home.environment, **environment})
    told = json.loads(done.stdout)
    found = {of["check"]: of["told"] for of in told["checks"] if not of["ok"]}
    assert (done.returncode, done.stderr, told["ok"]) == (int(bool(found)), "", not found)
    return found


def test_a_start_makes_what_is_not_there_yet_so_that_a_check_before_finds_nothing_wrong(tmp_path: Path) -> None:
    assert wrong(Home(tmp_path / "new")) == {}


def test_a_check_names_each_thing_that_does_not_work(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "corpus")
    file = next(corpus.seeds.iterdir())
    file.write_bytes(b"x" + file.read_bytes())
    (tmp_path / "state").write_text("", "utf-8")
    folders = {"TEGENSPRAAK_SEEDS": str(corpus.seeds), "TEGENSPRAAK_DISCORD_TOKEN": ""}
    found = wrong(Home(tmp_path / "state"), **folders)

    assert set(found) == {"texts", "voices", "state", "token"}
    assert "does not match the sha256" in found["texts"]
    assert "TEGENSPRAAK_DISCORD_TOKEN" in found["token"]


def test_a_check_tells_of_a_database_that_does_not_answer_without_its_password(tmp_path: Path) -> None:
    found = wrong(Home(tmp_path), TEGENSPRAAK_DATABASE_URL=f"postgresql://bot:geheim@/bot?host={tmp_path}")

    assert set(found) == {"database"}
    assert found["database"].startswith("The database bot cannot be used now: ")
    assert "geheim" not in found["database"]


def test_a_check_tells_of_a_database_of_a_newer_version(home: Home, tmp_path: Path) -> None:
    with home.backend().alone() as connection:
        more(tmp_path / "more").upgrade(connection)

    assert "newer version" in wrong(home)["database"]


async def test_only_when_asked_to_a_check_tries_the_token(tmp_path: Path) -> None:
    async with LocalDiscord() as local:
        told = {"TEGENSPRAAK_DISCORD_API_BASE": local.api_base, "TEGENSPRAAK_STATE": str(tmp_path)}
        quiet = await asyncio.to_thread(run, "check", **told)
        asked = len(local.requests)
        refused = await asyncio.to_thread(run, "check", "--online", **told)
        taken = await asyncio.to_thread(run, "check", "--online", TEGENSPRAAK_DISCORD_TOKEN=local.token, **told)

    assert (quiet.returncode, asked) == (0, 0)
    assert (refused.returncode, refused.stdout.splitlines()[-2]) == (
        1,
        "NOT OK  Discord refuses the token in TEGENSPRAAK_DISCORD_TOKEN.",
    )
    assert (taken.returncode, taken.stdout.splitlines()[-2]) == (
        0,
        f"ok  Token for Discord: accepted, of application {local.bot.id}.",
    )


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_a_check_is_told_in_the_operators_language(tmp_path: Path, locale: str) -> None:
    done = run("check", TEGENSPRAAK_STATE=str(tmp_path), TEGENSPRAAK_LOCALE=locale)

    assert done.stdout.startswith({"nl": "in orde  Teksten: 2,", "en": "ok  Texts: 2,"}[locale])


def test_the_page_for_operators_shows_what_a_check_prints(tmp_path: Path) -> None:
    page = (HOME / "docs" / "operate.md").read_text("utf-8")
    [block] = [of for of in page.split("```") if "\nok  Texts" in of]
    shown = [line for line in block.splitlines() if line.startswith("ok  ")]
    told = run("check", TEGENSPRAAK_STATE=str(tmp_path)).stdout.splitlines()

    assert [line.split(":")[0] for line in shown] == [line.split(":")[0] for line in told]
    assert (shown[:2], shown[-1]) == (told[:2], told[-1])
