from __future__ import annotations

import pytest

import tests.local_discord  # noqa: F401 - imports discord.py without the warnings that would fail a test

from bot.platforms.discord.threads import named  # isort: skip


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Kronstadt", "Kronstadt"),
        ("a\nb  c", "a b c"),
        ("woord " * 17, "woord " * 15 + "woord…"),
        ("x" * 100, "x" * 100),
        ("x" * 101, "x" * 99 + "…"),
    ],
)
def test_the_name_of_a_thread_is_shortened_at_a_word(name: str, called: str) -> None:
    assert named(name) == called
    assert len(named(name)) <= 100
