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
from bot.platforms.matrix import identity as identities
from bot.platforms.matrix.credentials import FILE, Credentials, read, write
from bot.platforms.matrix.crosssigning import cross_sign
from bot.platforms.matrix.homeserver import Homeserver
from bot.platforms.matrix.signing import verifies
from tests.leaving import log_kept
from tests.matrix.gate import gate
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
        (["https://example.org", "--token", "--new-identity"], "x"),
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


async def elsewhere(account: Credentials, state: Path) -> None:
    """Another client makes an identity for the account."""
    keys = Account()
    async with Homeserver(account) as homeserver:
        device = device_of(account, keys)
        await upload(homeserver, device, keys)
        await cross_sign(homeserver, device, state)


async def devices(account: Credentials) -> set[str]:
    async with Homeserver(account) as homeserver:
        return {of["device_id"] for of in (await homeserver.get("devices"))["devices"]}


async def test_an_account_with_an_identity_of_another_client_is_refused_until_a_new_one_may_take_its_place(
    account: Credentials, tmp_path: Path
) -> None:
    await elsewhere(account, tmp_path / "elsewhere")
    bot, arguments = tmp_path / "bot", (account.homeserver, account.user)
    refused = await to_thread(login, bot, *arguments, given=password(account))
    left = await devices(account), (bot / FILE).exists()
    renewed = await to_thread(login, bot, "--new-identity", *arguments, given=password(account))
    identity, me = identities.read(bot), read(bot)
    again = await to_thread(login, bot, *arguments, given=password(account))
    keys = Account()
    async with Homeserver(read(bot)) as homeserver:
        device = device_of(me, keys)
        await upload(homeserver, device, keys)
        served = await cross_sign(homeserver, device, bot)
        known = await homeserver.post("keys", "query", body={"device_keys": {account.user: []}})

    assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (78, "", 1)
    assert "tegenspraak matrix login --new-identity" in refused.stderr
    assert left == ({account.device}, False)
    assert (renewed.exit_code, again.exit_code) == (0, 0), renewed.stderr + again.stderr
    assert identity
    assert served == identity
    assert verifies(known["device_keys"][account.user][me.device], account.user, identity.own.id, identity.own.public)


async def test_where_an_identity_came_later_the_device_goes_on_with_its_new_token(
    account: Credentials, tmp_path: Path
) -> None:
    bot = tmp_path / "bot"
    await to_thread(login, bot, account.homeserver, account.user, given=password(account))
    before = read(bot)
    await elsewhere(account, tmp_path / "elsewhere")
    refused = await to_thread(login, bot, account.homeserver, account.user, given=password(account))
    status = await to_thread(run, bot, "matrix", "status")

    assert (refused.exit_code, status.exit_code) == (78, 78)
    assert refused.stderr == status.stderr
    assert (read(bot).device, read(bot).token != before.token) == (before.device, True)
    assert before.device in await devices(read(bot))


async def test_where_a_password_is_not_enough_for_a_new_identity_it_says_what_is(
    account: Credentials, tmp_path: Path
) -> None:
    body = {"flows": [{"stages": ["m.oauth"]}], "session": "x", "params": {}}
    async with gate(account.homeserver) as way:
        way.faults.answer("POST", "/keys/device_signing/upload", status=401, body=body, times=2)
        arguments = "--new-identity", way.address, account.user
        refused = await to_thread(login, tmp_path, *arguments, given=password(account))

    assert (refused.exit_code, refused.stderr.count("\n")) == (78, 1)
    assert "it wants: m.oauth." in refused.stderr
    assert await devices(account) == {account.device}


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
