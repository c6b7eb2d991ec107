"""What others wrote into events: of no certain type, and with characters that can be written nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# NUL, and halves of characters that UTF-8 cannot say.
UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def mapping(value: object) -> Mapping[str, Any]:
    """The value, where it is a mapping; else an empty one."""
    return value if isinstance(value, Mapping) else {}


def string(value: object) -> str | None:
    """The value, where it is a text with something in it; else None."""
    return value if isinstance(value, str) and value else None


def writable(text: str) -> str:
    """The text without what can be written nowhere."""
    return UNWRITABLE.sub("", text)


def mentioned(content: Mapping[str, Any], user: str) -> bool:
    """Whether a message says of itself that it mentions this user."""
    named = mapping(content.get("m.mentions")).get("user_ids")
    return isinstance(named, list) and user in named
