"""Each promise of docs/security.md names the tests that hold it."""

from __future__ import annotations

import ast
import re

import pytest

from bot.config import HOME

PAGE = (HOME / "docs" / "security.md").read_text("utf-8")
ROWS = [row.split(" | ") for row in PAGE.splitlines() if row.startswith("| ") and "::" in row]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)))


def test_every_promise_names_a_test() -> None:
    promises = [row for row in PAGE.splitlines() if row.startswith("| ") and row.count(" | ") == 2]

    assert len(ROWS) >= 25
    assert [row for row in promises if "`tests/" not in row and row != "| threat | what the bot does | test |"] == []


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_a_test_that_is_named_is_there(file: str, test: str) -> None:
    tree = ast.parse((HOME / file).read_text("utf-8"))

    assert test in {found.name for found in ast.walk(tree) if isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef)}
