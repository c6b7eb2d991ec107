"""The sign of each action: what is reacted with to choose it."""

from __future__ import annotations

from collections.abc import Mapping

# What cannot be taken back has none, and is typed.
SIGNS: Mapping[str, str] = {
    "next": "▶️",
    "another": "🎲",
    "page": "📃",
    "positions": "👥",
    "context": "📖",
    "other": "⚖️",
    "return": "↩️",
    "cite": "📎",
    "previous": "◀️",
    "back": "⏪",
    "before": "⬆️",
    "after": "⬇️",
    "wider": "➕",
    "narrower": "➖",
    "picture": "🖼️",
    "dark": "🌙",
    "open": "📜",
    "side": "🗣️",
    "sources": "📚",
    "topics": "🗂️",
    "topic": "📌",
    "save": "✅",
    "reword": "✏️",
    "send": "📨",
    "withdraw": "🚫",
    "preview": "👁️",
    "undo": "⏮️",
    "undo-settings": "⏮️",
    "mute": "🔇",
    "unmute": "🔊",
    "changes": "🕘",
    "waiting": "⏭️",
    "uphold": "👍",
    "decline": "👎",
    "wanted": "🔭",
    "import": "📥",
    "forgo": "✖️",
    "report": "🚩",
}
# Of these the bot reacts itself, in this order; then with numbers.
LEADING = ("next", "another", "page", "context", "other", "cite", "return", "save", "import", "previous", "back")
# Two code points that only tell a sign from a letter of the same shape; clients leave the first away at times.
VARIATION = "\ufe0f"
KEYCAP = "\ufe0f\u20e3"
TEN = "🔟"


def numbered(number: int) -> str:
    """The sign for a number: a key with it; beyond ten the number itself, which can be reacted with too."""
    if number == len("1234567890"):
        return TEN
    return f"{number}{KEYCAP}" if 0 <= number <= 9 else str(number)  # noqa: PLR2004 - a digit


def same(sign: str, other: str) -> bool:
    """Whether two signs are one, as clients write them."""
    return sign.replace(VARIATION, "") == other.replace(VARIATION, "")
