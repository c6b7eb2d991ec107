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


SPILLS = """
import asyncio, gc, io, logging, sys, threading, warnings
import structlog
from bot.errors import SettingsError
from bot.observe import configure
class Terminal(io.TextIOWrapper):
    def isatty(self):
        return {terminal}
sys.stderr = Terminal(sys.stderr.buffer, encoding="utf-8", line_buffering=True)
secret = bytes.fromhex("{secret}").decode()
configure(verbose=True, secrets=[secret])
log = structlog.get_logger("x")
def fail():
    raise SettingsError("broken", reason=secret) from ValueError(f"Authorization: Bot {{secret}}")
structlog.contextvars.bind_contextvars(bound=secret)
log.info("told " + secret, field=secret, within={{"list": [secret, secret.encode()]}})
try:
    fail()
except SettingsError:
    log.exception("failed")
    logging.getLogger("discord.http").error("library %r", {{"token": secret}}, exc_info=True)
warnings.warn(secret)
threading.Thread(target=fail).start()
async def forgotten():
    asyncio.get_running_loop().create_task(failing())
    await asyncio.sleep(0.01)
    gc.collect()
async def failing():
    fail()
asyncio.run(forgotten())
fail()
"""


@pytest.mark.parametrize("terminal", [True, False])
def test_a_secret_is_hidden_whichever_way_it_gets_into_the_log(terminal: bool) -> None:  # noqa: FBT001 - a parameter
    secret = 'kanarie "met" \\ en é'
    code = SPILLS.format(terminal=terminal, secret=secret.encode().hex())
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 1
    assert "kanarie" not in done.stdout + done.stderr
    for told in ("told", "failed", "library", "UserWarning", "thread ended", "never retrieved", "ended by a defect"):
        assert told in done.stderr
    assert done.stderr.count("[hidden]") > 12


HEARS = """
import logging, structlog
from bot.observe import configure
heard = []
configure(verbose=True, listeners=[lambda event, fields: heard.append((event, dict(fields)))])
structlog.get_logger("x").debug("silent", count=1)
structlog.get_logger("x").info("told")
logging.getLogger("discord").warning("theirs")
print([event for event, _ in heard], [fields["level"] for event, fields in heard if event == "line"])
"""


def test_listeners_hear_what_is_no_line_too_and_each_line_of_the_log() -> None:
    done = subprocess.run([sys.executable, "-c", HEARS], capture_output=True, encoding="utf-8", check=True)

    assert done.stdout == "['silent', 'told', 'line', 'line'] ['info', 'warning']\n"
    assert [json.loads(line)["event"] for line in done.stderr.splitlines()] == ["told", "theirs"]
