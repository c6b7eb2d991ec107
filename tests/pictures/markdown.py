"""Turns Discord's markdown into HTML, as far as the bot and these pages use it; anything else is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby

from tests.platforms.discord.rendering import render

FENCED = re.compile(r"```\n(?P<code>.*)\n```", re.DOTALL)
# The bot escapes the colon of every address but those of Discord's own messages.
POST = re.compile(r"(https://discord\.com/channels/\d+/\d+/\d+)")
# Who changed something, and when; the pictures show the same time whenever they are made.
STAMP = re.compile(r"-# <@(?P<id>\d+)> · <t:\d+:f>")
STARTS = {"-# ": "small", "### ": "h3", "> ": "blockquote"}


NAMELESS: Mapping[str, str] = {}


class UnknownError(Exception):
    """Something that the bot has not sent so far; what it looks like has to be added."""


def html_of(markdown: str, channel: str, names: Mapping[str, str] = NAMELESS) -> str:
    """The markdown as HTML; links to messages show the name of their channel, as Discord shows them.

    Whoever changed something is shown by their name of `names`, which are by account.
    """
    if fenced := FENCED.fullmatch(markdown):
        return f"<pre>{escape(fenced['code'])}</pre>"
    return "".join(_blocks(STAMP.sub(lambda stamp: _stamp(names, stamp["id"]), markdown), channel))


def _stamp(names: Mapping[str, str], account: str) -> str:
    if account not in names:
        raise UnknownError(f"somebody who has no name here: {account}")
    return f"-# @{names[account]} · 1 January 2026 20:00"


def _blocks(markdown: str, channel: str) -> Iterator[str]:
    """Lines of a kind together: a line of its own for each small line, bold that may run over plain ones."""
    for start, lines in groupby(markdown.split("\n"), _start):
        texts = [line.removeprefix(start) for line in lines]
        if start in STARTS:
            yield from (f"<{STARTS[start]}>{_inline(text, channel)}</{STARTS[start]}>" for text in texts)
        else:
            together = "\n".join(texts)
            yield f"<p>{_inline(together, channel)}</p>"


def _start(line: str) -> str:
    return next((start for start in STARTS if line.startswith(start)), "")


def _inline(text: str, channel: str) -> str:
    mention = f'<span class="mention"># {escape(channel)} › message</span>'
    return "".join(mention if at % 2 else _marked(part) for at, part in enumerate(POST.split(text)))


def _marked(markdown: str) -> str:
    shown = render(markdown)
    if shown.tokens:
        raise UnknownError(f"markdown that has no look yet: {shown.tokens}")
    parts, at = [], 0
    for start, end in shown.bold:
        parts += [escape(shown.text[at:start]), f"<b>{escape(shown.text[start:end])}</b>"]
        at = end
    return "".join([*parts, escape(shown.text[at:])])
