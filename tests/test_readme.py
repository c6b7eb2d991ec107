"""The README and the pages beside it show what really happens: their transcripts are run and compared."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import HOME, Config
from bot.library.library import Library

TRANSCRIPT = re.compile(r"```console\n\$ (?P<command>.+?)\n(?P<output>.*?)```", re.DOTALL)
README = (HOME / "README.md").read_text("utf-8")
PAGES = README + "".join((HOME / "docs" / name).read_text("utf-8") for name in ("discord.md", "moderators.md"))


@pytest.mark.parametrize("shown", list(TRANSCRIPT.finditer(PAGES)), ids=lambda shown: shown["command"][:40])
def test_a_transcript_is_what_the_command_prints(
    shown: re.Match[str], settings: Config, library: Library, tmp_path: Path
) -> None:
    bot = f"{sys.executable} -m tests.dated"
    # The index is the same for all of them, the database is not: what one changes, no other sees.
    shutil.copytree(settings.state / "index", tmp_path / "index")
    command = shown["command"].replace("make -s chat", f"{bot} chat").replace(".venv/bin/tegenspraak", bot)
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("TEGENSPRAAK_", "LC_", "LANG"))}
    env = {**bare, "TEGENSPRAAK_STATE": str(tmp_path)}
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=HOME, env=env, capture_output=True, encoding="utf-8", check=True
    )

    assert done.stdout == shown["output"]


def test_there_are_transcripts_to_compare() -> None:
    assert len(TRANSCRIPT.findall(README)) >= 3


def test_every_command_and_setting_stands_in_the_readme(library: Library) -> None:
    code = (HOME / "bot" / "config.py").read_text("utf-8")
    from_code = {f"TEGENSPRAAK_{name}" for name in re.findall(r'settings, "([A-Z_]+)"', code)}

    assert len(from_code) >= 7
    assert all(name in README for name in from_code)
    assert all(f"`/{name}" in README for name in ("quote", "search", "excerpt", "verify", "sources", "help"))
