"""What is logged, seen from outside the process that logs it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

FAILS = """
import structlog
from bot.observe import configure
configure(verbose={verbose})
log = structlog.get_logger("x")
log.info("told", count=3)
def fail(typed):
    raise RuntimeError("oops")
try:
    fail(" ".join(["what", "a", "member", "typed"]))
except RuntimeError:
    log.exception("failed")
"""


@pytest.fixture(params=[True, False])
def logged(request: pytest.FixtureRequest) -> tuple[bool, subprocess.CompletedProcess[str]]:
    code = FAILS.format(verbose=request.param)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    return request.param, done


def test_events_go_to_standard_error_as_json(logged: tuple[bool, subprocess.CompletedProcess[str]]) -> None:
    verbose, done = logged
    lines = [json.loads(line) for line in done.stderr.splitlines()]

    assert done.stdout == ""
    assert [line["event"] for line in lines] == (["told", "failed"] if verbose else ["failed"])
    assert "RuntimeError: oops" in lines[-1]["exception"]


def test_a_traceback_holds_no_values(logged: tuple[bool, subprocess.CompletedProcess[str]]) -> None:
    _, done = logged

    assert "what a member typed" not in done.stderr
