from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bot.observe.heartbeat import FILE


def health(state: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TEGENSPRAAK_STATE": str(state), "TEGENSPRAAK_LOCALE": "en"}
    command = [sys.executable, "-m", "bot", "health", *options]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)


def write(state: Path, **silent: float) -> None:
    (state / FILE).write_text(json.dumps({"at": time.time(), "silent": silent}), "utf-8")


def test_of_a_bot_that_is_alive_it_ends_with_0(tmp_path: Path) -> None:
    write(tmp_path, discord=0, scheduler=4)
    done = health(tmp_path)
    first, *others = done.stdout.splitlines()

    assert (done.returncode, done.stderr) == (0, "")
    assert first.startswith("ok  The bot wrote its heartbeat ")
    assert others == ["ok  Discord: alive.", "ok  Daily posts: alive."]


def test_of_one_that_has_lost_a_part_it_ends_with_1(tmp_path: Path) -> None:
    write(tmp_path, discord=0, scheduler=400)
    done = health(tmp_path, "--json")
    told = json.loads(done.stdout)

    assert (done.returncode, told["ok"], [of["ok"] for of in told["checks"]]) == (1, False, [True, True, False])
    assert told["checks"][2]["told"] == "Daily posts: no sign of life for 400 s."


def test_where_none_serves_it_ends_with_1(tmp_path: Path) -> None:
    done = health(tmp_path)

    assert done.stdout == f"NOT OK  There is no heartbeat in {tmp_path}: no bot serves with that folder.\n"
    assert done.returncode == 1
