"""Shortens what people wrote, where a line has no room for it. What is quoted is never shortened."""

from __future__ import annotations

LONGEST = 80


def short(text: str, longest: int = LONGEST) -> str:
    """As much of a text as there is room for, in characters."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
