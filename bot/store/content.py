"""What a moderator or a member wrote, as one value: JSON in a text, which both databases keep alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

Fields: TypeAlias = Mapping[str, Any]
"""Names and values as JSON has them."""


class Content(TypeDecorator[Fields]):
    """Fields, written in one way only: what is equal is stored alike."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Fields | None, dialect: Dialect) -> str | None:
        """The text that is stored."""
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Fields | None:
        """The fields in it."""
        return None if value is None else json.loads(value)
