"""Makes of what was typed or filled in what can be kept and shown, before a handler sees it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from bot.errors import BadInput
from bot.reply import LONGEST_FIELD, MOST_FIELDS

# What no database and no file takes: NUL, and halves of characters that UTF-8 cannot say.
UNWRITABLE = re.compile("[\0\ud800-\udfff]")


class Filled(dict[str, str]):
    """The text of each field by its name; "" for a field that is missing."""

    def __missing__(self, name: str) -> str:
        return ""


def writable(text: str) -> str:
    """The text without the characters that can be written nowhere."""
    return UNWRITABLE.sub("", text)


def held(filled: Mapping[str, str], fields: Collection[str]) -> Filled:
    """What was filled in: of these fields, or of any five where none are named. BadInput where one is too long.

    Characters that can be written nowhere are left out.
    """
    given = {name: writable(text) for name, text in filled.items() if not fields or name in fields}
    if any(len(text) > LONGEST_FIELD for text in given.values()):
        raise BadInput("field-long", limit=LONGEST_FIELD)
    return Filled({**dict.fromkeys(fields, ""), **dict(list(given.items())[:MOST_FIELDS])})
