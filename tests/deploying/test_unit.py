"""The unit for systemd."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from bot.cli.telling import REFUSED
from bot.config import HOME
from tests.deploying.dockerfile import lines

UNIT = HOME / "docs" / "tegenspraak.service"
PROGRAM = "/opt/tegenspraak/bin/tegenspraak"
# Of 10: the higher, the more a service may do. systemd itself calls 2 and less OK.
EXPOSURE = 2
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")


@pytest.fixture
def settings() -> dict[str, list[str]]:
    """What the unit says, by name."""
    said = defaultdict(list)
    for line in lines(UNIT):
        name, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            said[name].append(value)
    return said


@needs_systemd
def test_systemd_finds_nothing_wrong_with_it(tmp_path: Path) -> None:
    """With another program: it looks whether that is there."""
    file = tmp_path / UNIT.name
    file.write_text(UNIT.read_text("utf-8").replace(PROGRAM, shutil.which("true") or ""), "utf-8")
    command = ("systemd-analyze", "verify", file)
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@needs_systemd
def test_systemd_calls_it_confined() -> None:
    command = ("systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSURE * 10}", "--no-pager", UNIT)
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)

    assert done.returncode == 0, done.stdout
    assert "Overall exposure level" in done.stdout


def test_it_is_started_again_unless_the_token_is_refused_and_has_time_to_end(settings: dict[str, list[str]]) -> None:
    assert settings["ExecStart"] == [f"{PROGRAM} serve"]
    assert settings["Restart"] == ["on-failure"]
    assert settings["RestartPreventExitStatus"] == [str(REFUSED)]
    assert int(settings["TimeoutStopSec"][0]) > 8


def test_the_token_is_handed_over_by_file_and_what_it_writes_goes_to_one_folder(settings: dict[str, list[str]]) -> None:
    assert "TEGENSPRAAK_DISCORD_TOKEN_FILE=%d/discord-token" in settings["Environment"]
    assert settings["LoadCredential"] == ["discord-token:/etc/tegenspraak/discord-token"]
    assert "TEGENSPRAAK_STATE=%S/tegenspraak" in settings["Environment"]
    assert (settings["StateDirectory"], settings["User"]) == (["tegenspraak"], ["tegenspraak"])
    assert "ReadWritePaths" not in settings
