"""Tells whether a message begins with the bot's name, as mentions do, and what follows the name."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from bot.platforms.matrix.untrusted import mentioned, string

REPLY_END = "</mx-reply>"
# A mention as clients write it in HTML, and what the plain text has for one where it is made from Markdown.
PILL = re.compile(r'\s*(?:<p>)?\s*<a href="(https://matrix\.to/#/([^"?]+)[^"]*)"[^>]*>([^<]*)</a>')
AFTER = re.compile(r"\s*[:,]\s*|\s+|$")
CALLED = re.compile(r"\s*[:,]\s*")


def after_name(text: str, content: Mapping[str, Any], me: str, name: str) -> str | None:
    """What follows the bot's name at the beginning of a text; None where it does not begin so.

    A name that is no mention has to be followed by a colon or a comma: people talk about the bot, too.
    """
    pill = _pill(content, me)
    if pill or mentioned(content, me):
        whole = me.removeprefix("@")
        names = [*pill, name, whole, whole.partition(":")[0]]
        return _after(text, [*names, *(f"@{one}" for one in names)], AFTER)
    found = _after(text, [me], AFTER)
    return found if found is not None else _after(text, [name], CALLED)


def _after(text: str, names: list[str], end: re.Pattern[str]) -> str | None:
    """What follows the longest of these names and its end."""
    folded = text.casefold()
    for name in sorted(filter(None, names), key=len, reverse=True):
        # Where folding changes the length of a text, it is no name that could be cut off.
        if folded.startswith(name.casefold()) and text[: len(name)].casefold() == name.casefold():
            ended = end.match(text, len(name))
            if ended:
                return text[ended.end() :].strip()
    return None


def _pill(content: Mapping[str, Any], me: str) -> list[str]:
    """How a mention of the bot that the message begins with is written in its plain text."""
    return list(_written(string(content.get("formatted_body")) or "", me))


def _written(formatted: str, me: str) -> Iterator[str]:
    _, _, behind = formatted.partition(REPLY_END)
    found = PILL.match(behind or formatted)
    if found and unquote(found[2]) == me:
        shown = html.unescape(found[3]).strip()
        yield from (shown, f"[{shown}]({found[1]})")
