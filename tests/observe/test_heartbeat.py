from __future__ import annotations

import json
import time
from pathlib import Path
from socket import gethostname

import pytest

from bot.observe.heartbeat import EVERY_S, FILE, FRESH_S, Heart, findings, parts, read
from bot.observe.vitals import DATABASE, DISCORD, MATRIX, SCHEDULER


def well(folder: Path, age: float = 0.0) -> dict[str, bool]:
    return {of.name: of.well for of in findings(folder, time.time() + age)}


def test_it_tells_how_silent_each_part_is(tmp_path: Path) -> None:
    heart = Heart(tmp_path)
    heart.beat({DISCORD: 0, SCHEDULER: 12.34})
    last = read(tmp_path)

    assert last is not None
    assert abs(last.at - time.time()) < 5
    assert last.silent == {DISCORD: 0, SCHEDULER: 12.3}
    assert [file.name for file in tmp_path.iterdir()] == [FILE] == [f"heartbeat-{gethostname()}.json"]
    assert well(tmp_path) == {"heartbeat": True, DISCORD: True, SCHEDULER: True}


def test_one_that_is_old_or_of_the_future_tells_of_nobody_alive(tmp_path: Path) -> None:
    Heart(tmp_path).beat({DISCORD: 0})

    assert FRESH_S >= 3 * EVERY_S
    assert well(tmp_path, FRESH_S - 5) == {"heartbeat": True, DISCORD: True}
    assert well(tmp_path, FRESH_S + 5) == well(tmp_path, -FRESH_S - 5) == {"heartbeat": False}


@pytest.mark.parametrize(("part", "most"), [(DISCORD, 300), (MATRIX, 300), (DATABASE, 300), (SCHEDULER, 120)], ids=str)
def test_a_part_may_be_silent_for_a_while(part: str, most: float) -> None:
    assert [of.well for seconds in (most, most + 1) for of in parts({part: seconds})] == [True, False]


def test_where_a_bot_stopped_in_order_there_is_none(tmp_path: Path) -> None:
    heart = Heart(tmp_path)
    heart.beat({})
    heart.stop()
    heart.stop()

    assert list(tmp_path.iterdir()) == []
    assert well(tmp_path) == {"heartbeat": False}


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "1", "{}", '{"at": "x", "silent": {}}', '{"at": 1, "silent": []}', "\udcff"]
)
def test_what_is_no_heartbeat_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_bytes(content.encode("utf-8", "surrogateescape"))

    assert read(tmp_path) is None
    assert well(tmp_path) == {"heartbeat": False}


def test_parts_that_this_version_does_not_know_are_left_out(tmp_path: Path) -> None:
    told = {"at": time.time(), "silent": {"telex": 9999, DISCORD: 1}}
    (tmp_path / FILE).write_text(json.dumps(told), "utf-8")

    assert well(tmp_path) == {"heartbeat": True, DISCORD: True}
