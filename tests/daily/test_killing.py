"""The courier is killed at every named point; what stands in the places in the end is counted."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config import HOME
from tests.daily.killing.life import POINTS
from tests.databases import Home, made_on

KILLS, BESIDE_KILLS, NAIVE_KILLS = 150, 200, 60


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


def killed(home: Home, kills: int, **more: object) -> Verdict:
    asked = {"folder": home.folder, "kills": kills, **({"database": home.address} if home.address else {}), **more}
    options = [f"--{name}={value}" for name, value in asked.items()]
    command = (sys.executable, "-m", "tests.daily.killing", *options)
    done = subprocess.run(command, cwd=HOME, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return Verdict(**json.loads(done.stdout))


def test_killed_at_every_point_every_post_stands_in_its_place_once(home: Home) -> None:
    found = killed(home, KILLS)

    assert (found.twice, found.lost, found.wrong, found.broken) == (0, 0, 0, 0)
    assert sum(found.killed.values()) >= KILLS
    assert set(found.killed) == set(POINTS)


def test_three_processes_that_are_killed_beside_each_other_post_once(server: str, tmp_path: Path) -> None:
    with made_on(server) as address:
        found = killed(Home(tmp_path, address), BESIDE_KILLS, beside=3)

    assert (found.twice, found.lost, found.wrong, found.broken) == (0, 0, 0, 0)
    assert sum(found.killed.values()) >= BESIDE_KILLS


@pytest.mark.parametrize(("courier", "what"), [("send-then-mark", "twice"), ("mark-then-send", "lost")])
def test_what_couriers_do_that_know_less_is_seen(tmp_path: Path, courier: str, what: str) -> None:
    found = killed(Home(tmp_path), NAIVE_KILLS, courier=courier)

    assert {"twice": found.twice > 0, "lost": found.lost > 0} == {"twice": what == "twice", "lost": what == "lost"}
