from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.observe.heartbeat import FILE


def health(state: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> tuple[int, str]:
    monkeypatch.setenv("TEGENSPRAAK_STATE", str(state))
    monkeypatch.setenv("TEGENSPRAAK_LOCALE", "en")
    done = CliRunner().invoke(app, ["health", *options])
    return done.exit_code, done.stdout


def write(state: Path, **silent: float) -> None:
    (state / FILE).write_text(json.dumps({"at": time.time(), "silent": silent}), "utf-8")


def test_of_a_bot_that_is_alive_it_ends_with_0(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, discord=0, scheduler=4)

    status, told = health(tmp_path, monkeypatch)

    assert status == 0
    assert re.fullmatch(
        r"ok  The bot wrote its heartbeat \d+ s ago\.\nok  Discord: alive\.\nok  Daily posts: alive\.\n", told
    )


def test_of_one_that_has_lost_a_part_it_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, discord=0, scheduler=400)
    status, told = health(tmp_path, monkeypatch, "--json")

    assert (status, json.loads(told)["ok"]) == (1, False)
    assert json.loads(told)["checks"][2] == {
        "check": "scheduler",
        "ok": False,
        "told": "Daily posts: no sign of life for 400 s.",
    }


def test_where_none_serves_it_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = f"NOT OK  There is no heartbeat in {tmp_path}: no bot serves with that folder.\n"

    assert health(tmp_path, monkeypatch) == (1, told)
