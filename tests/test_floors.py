"""The floors of the house hold: import-linter refuses one import upward."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from bot.config import HOME


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_an_import_upward_is_refused(tmp_path: Path) -> None:
    shutil.copytree(HOME / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOME / "pyproject.toml", tmp_path)
    before = lint(tmp_path)
    file = tmp_path / "bot" / "corpus" / "passages.py"
    file.write_text(
        file.read_text("utf-8").replace("import re\n", "import re\n\nimport bot.library.library\n", 1), "utf-8"
    )

    after = lint(tmp_path)

    assert (before.returncode, after.returncode) == (0, 1), before.stdout + before.stderr
    assert "bot.corpus.passages -> bot.library.library" in after.stdout
