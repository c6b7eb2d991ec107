from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from asyncio import to_thread
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner, Result
from vodozemac import Account

from bot.cli import app
from bot.config import Config
from bot.platforms.matrix.credentials import FILE, Credentials, read, write
from bot.platforms.matrix.homeserver import Homeserver
from tests.leaving import log_kept
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.stage import share_index
from tests.platforms.matrix.test_crosssigning import device_of, upload

BARE = {name: value for name, value in os.environ.items() if not name.startswith("TEGENSPRAAK_")}


def environment(state: Path, **settings: str) -> dict[str, str]:
    return {"TEGENSPRAAK_STATE": str(state), "TEGENSPRAAK_LOCALE": "en", **settings}


def run(state: Path, *arguments: str, given: str = "", **settings: str) -> Result:
    """`tegenspraak …` with a state folder, in this process; `given` is what it reads."""
    others = dict.fromkeys(name for name in os.environ if name.startswith("TEGENSPRAAK_"))
    with log_kept():
        return CliRunner().invoke(
            app, arguments, input=given, env={**others, **environment(state, **settings)}, catch_exceptions=False
        )


def login(state: Path, *arguments: str, given: str = "") -> Result:
    return run(state, "matrix", "login", *arguments, given=given)


@pytest.fixture
def account(homeserver: LocalHomeserver) -> Credentials:
    """An account whose password is its name."""
    return homeserver.register(f"bot-{uuid4().hex[:8]}")


def password(account: Credentials) -> str:
    return account.user.removeprefix("@").partition(":")[0]


def test_a_password_gives_a_device_that_is_kept_for_its_owner_alone(account: Credentials, tmp_path: Path) -> None:
    command = (sys.executable, "-m", "bot", "matrix", "login", account.homeserver, account.user)
    done = subprocess.run(
        command,
        input=password(account) + "\n",
        capture_output=True,
        encoding="utf-8",
        env=BARE | environment(tmp_path),
        timeout=60,
        check=False,
    )
    kept = read(tmp_path)
    status = run(tmp_path, "matrix", "status", "--json")

    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert (kept.user, kept.device != account.device) == (account.user, True)
    assert kept.token not in done.stdout + done.stderr + status.stdout
    assert json.loads(status.stdout) == {
        "user": kept.user,
        "device": kept.device,
        "homeserver": kept.homeserver,
        "rooms": 0,
    }


def test_logging_in_again_keeps_the_device(account: Credentials, tmp_path: Path) -> None:
    write(tmp_path, account)
    login(tmp_path, account.homeserver, account.user, given=password(account))

    assert (read(tmp_path).device, read(tmp_path).token != account.token) == (account.device, True)


def test_a_token_is_taken_over_and_read_from_a_file_too(account: Credentials, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(account.token + "\n")
    done = login(tmp_path, account.homeserver, "--token", "--file", str(tmp_path / "token"))

    assert done.exit_code == 0, done.stderr
    assert read(tmp_path) == account


def test_a_token_of_another_device_is_refused(account: Credentials, tmp_path: Path) -> None:
    known = Credentials(account.homeserver, account.user, "EERDER", "oud")
    write(tmp_path, known)
    done = login(tmp_path, account.homeserver, "--token", given=account.token)

    assert (done.exit_code, done.stderr.count("\n")) == (78, 1)
    assert "EERDER" in done.stderr
    assert account.token not in done.stderr
    assert read(tmp_path) == known


def test_a_wrong_password_is_told_in_one_sentence(account: Credentials, tmp_path: Path) -> None:
    done = login(tmp_path, account.homeserver, account.user, given="fout")

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (78, "", 1)
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        (["http://example.org", "@bot:example.org"], "x"),
        (["example.org", "@bot:example.org"], "x"),
        (["https://example.org"], "x"),
        (["https://example.org", "@bot:example.org", "--token"], "x"),
        (["https://example.org", "@bot:example.org"], "\n"),
    ],
)
def test_what_cannot_be_used_is_told_before_anybody_is_asked(tmp_path: Path, arguments: list[str], given: str) -> None:
    done = login(tmp_path, *arguments, given=given)

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_where_nobody_answers_it_says_to_try_later(tmp_path: Path) -> None:
    done = login(tmp_path, "http://127.0.0.1:1", "@bot:example.org", given="x")

    assert (done.exit_code, done.stderr.count("\n")) == (69, 1)


def test_status_without_an_account_says_how_to_get_one(tmp_path: Path) -> None:
    done = run(tmp_path, "matrix", "status")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "tegenspraak matrix login" in done.stderr


def test_status_tells_on_one_page_who_may_invite(account: Credentials, tmp_path: Path) -> None:
    write(tmp_path, account)
    done = run(tmp_path, "matrix", "status", TEGENSPRAAK_MATRIX_INVITES="@bram:example.org !ruimte:example.org")

    assert done.exit_code == 0, done.stderr
    assert account.user in done.stdout
    assert "@bram:example.org, !ruimte:example.org" in done.stdout
    assert "TEGENSPRAAK_MATRIX_OPERATORS" in done.stdout


async def test_where_the_keys_of_the_device_are_lost_status_says_so(account: Credentials, tmp_path: Path) -> None:
    write(tmp_path, account)
    keys = Account()
    async with Homeserver(account) as homeserver:
        await upload(homeserver, device_of(account, keys), keys)
    status = await to_thread(run, tmp_path, "matrix", "status")

    assert (status.exit_code, status.stderr.count("\n")) == (78, 1)
    assert status.stderr.startswith(f"The homeserver knows keys of the device {account.device}")


@pytest.mark.usefixtures("library")
def test_a_token_that_was_revoked_is_told_by_status_and_check(
    account: Credentials, settings: Config, tmp_path: Path
) -> None:
    share_index(settings, tmp_path)
    write(tmp_path, Credentials(account.homeserver, account.user, account.device, "ingetrokken"))
    status, check = run(tmp_path, "matrix", "status"), run(tmp_path, "check", "--online")
    offline = run(tmp_path, "check")

    assert (status.exit_code, status.stderr.count("\n")) == (78, 1)
    assert (check.exit_code, "NOT OK  The homeserver does not know the token" in check.stdout) == (1, True)
    assert f"ok  Token for Matrix: of {account.user}, not tried" in offline.stdout
    assert "ingetrokken" not in status.stderr + check.stdout
