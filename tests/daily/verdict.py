"""Runs `tests.daily.killing` in a process of its own: one without threads, so that it may fork."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from bot.config import HOME
from tests.databases import Home


@dataclass(frozen=True)
class Verdict:
    """What came of it: posts that stand twice, that are lost, that the database knows wrongly; where lives ended."""

    posts: int
    twice: int
    lost: int
    wrong: int
    broken: int
    killed: dict[str, int]
    s: float

    @property
    def kills(self) -> int:
        return sum(self.killed.values())

    @property
    def fine(self) -> bool:
        return (self.twice, self.lost, self.wrong, self.broken) == (0, 0, 0, 0)

    @property
    def told(self) -> str:
        """The figures in a line."""
        return f"{self.kills} kills, {self.posts} posts: {self.twice} twice, {self.lost} lost ({self.s:.0f} s)"


def killed(home: Home, kills: int, **more: object) -> Verdict:
    """What comes of so many kills."""
    asked = {"folder": home.folder, "kills": kills, **({"database": home.address} if home.address else {}), **more}
    options = [f"--{name}={value}" for name, value in asked.items()]
    command = (sys.executable, "-m", "tests.daily.killing", *options)
    done = subprocess.run(command, cwd=HOME, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return Verdict(**json.loads(done.stdout))
