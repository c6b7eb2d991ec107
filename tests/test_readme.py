"""The README and the pages beside it show what really happens: their transcripts are run and compared."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest

from bot.config import HOME, Config
from bot.library.library import Library
from tests import asking

TRANSCRIPT = re.compile(r"```console\n\$ (?P<command>.+?)\n(?P<output>.*?)```", re.DOTALL)
README = (HOME / "README.md").read_text("utf-8")
PAGES = README + "".join((HOME / "docs" / name).read_text("utf-8") for name in ("discord.md", "moderators.md"))


SHOWN = list(TRANSCRIPT.finditer(PAGES))


@pytest.fixture(scope="module")
def warm() -> Iterator[str]:
    """How a shell runs the bot as on one day, in a process forked from a warm one."""
    command = [sys.executable, "-m", "tests.dated_warm"]
    # All three are pipes, as those are that a shell puts in their places.
    with subprocess.Popen(
        command, cwd=HOME, env=bare(), stdin=PIPE, stdout=PIPE, stderr=STDOUT, encoding="utf-8"
    ) as process:
        assert process.stdout
        assert process.stdin
        yield f"{sys.executable} -IS {asking.__file__} {process.stdout.readline().strip()}"
        process.stdin.close()


def bare() -> dict[str, str]:
    """The environment without what would change what is said."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("TEGENSPRAAK_", "LC_", "LANG"))}


def printed(shown: re.Match[str], bot: str, state: Path) -> str:
    """What the command of a transcript prints, with this for the bot."""
    command = shown["command"].replace("make -s chat", f"{bot} chat").replace(".venv/bin/tegenspraak", bot)
    env = {**bare(), "TEGENSPRAAK_STATE": str(state)}
    shell = ["/bin/sh", "-c", command]
    return subprocess.run(shell, cwd=HOME, env=env, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.fixture
def state(settings: Config, library: Library, tmp_path: Path) -> Path:
    """A folder with the index, which is the same for all, and no database: what one changes, no other sees."""
    shutil.copytree(settings.state / "index", tmp_path / "index")
    return tmp_path


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown["command"][:40])
def test_a_transcript_is_what_the_command_prints(shown: re.Match[str], warm: str, state: Path) -> None:
    assert printed(shown, warm, state) == shown["output"]


def test_the_first_transcript_is_what_a_process_of_its_own_prints(state: Path) -> None:
    assert printed(SHOWN[0], f"{sys.executable} -m tests.dated", state) == SHOWN[0]["output"]


def test_there_are_transcripts_to_compare() -> None:
    assert len(TRANSCRIPT.findall(README)) >= 3


def test_every_command_and_setting_stands_in_the_readme(library: Library) -> None:
    code = (HOME / "bot" / "config.py").read_text("utf-8")
    from_code = {f"TEGENSPRAAK_{name}" for name in re.findall(r'settings, "([A-Z_]+)"', code)}

    assert len(from_code) >= 7
    assert all(name in README for name in from_code)
    assert all(f"`/{name}" in README for name in ("quote", "search", "excerpt", "verify", "sources", "help"))
